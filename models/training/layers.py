"""Layers shared by every network: equalised learning rate (Karras et al. 2018) and modulated convolutions
(Karras et al. 2020). Modulation scales the activations and not the weights, so that every convolution has
constant weights: any batch runs at full speed and the exported graph is plain."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


def leaky(x):
    """Leaky ReLU that keeps the variance."""
    return F.leaky_relu(x, 0.2) * math.sqrt(2)


def upsample(x):
    """Bilinear, twice the size."""
    return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)


def enlarged(pictures, factor):
    """Bicubic, `factor` (a power of two) times the size, as one convolution for all phases of a pixel: exactly what
    F.interpolate gives, and in ONNX Runtime many times faster than its own cubic resizing."""
    if factor == 1:
        return pictures
    kernels = torch.stack([_cubic(phase, factor) for phase in range(factor)])
    both = torch.einsum("ay,bx->abyx", kernels, kernels).reshape(factor * factor, 1, 5, 5)
    count = int(pictures.shape[1])
    padded = F.pad(pictures, (2, 2, 2, 2), mode="replicate")
    return F.pixel_shuffle(F.conv2d(padded, both.repeat(count, 1, 1, 1), groups=count), factor)


def _cubic(phase, factor):
    """Weights of the five pixels around, for one phase: the cubic of Keys (1981) with a = -0.75."""
    away = (torch.arange(-2, 3) - ((phase + 0.5) / factor - 0.5)).abs()
    near = (1.25 * away - 2.25) * away * away + 1
    far = ((-0.75 * away + 3.75) * away - 6) * away + 3
    return torch.where(away <= 1, near, torch.where(away < 2, far, torch.zeros(())))


def same_size(pictures, size):
    """Averaged down or interpolated up to `size`."""
    if pictures.shape[-1] > size:
        return F.avg_pool2d(pictures, pictures.shape[-1] // size)
    return F.interpolate(pictures, size=(size, size), mode="bilinear", align_corners=False)


class Linear(nn.Module):
    def __init__(self, inputs, outputs, bias=0.0, rate=1.0):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs) / rate)
        self.bias = nn.Parameter(torch.full((outputs,), float(bias)) / rate)
        self.gain = rate / math.sqrt(inputs)
        self.rate = rate

    def forward(self, x):
        return F.linear(x, self.weight.to(x.dtype) * self.gain, self.bias.to(x.dtype) * self.rate)


class Conv(nn.Module):
    def __init__(self, inputs, outputs, kernel=3, bias=True):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs, kernel, kernel))
        self.bias = nn.Parameter(torch.zeros(outputs)) if bias else None
        self.gain = 1 / math.sqrt(inputs * kernel * kernel)
        self.padding = kernel // 2

    def forward(self, x):
        bias = None if self.bias is None else self.bias.to(x.dtype)
        return F.conv2d(x, self.weight.to(x.dtype) * self.gain, bias, padding=self.padding)


class ModulatedConv(nn.Module):
    """A convolution whose input channels are scaled by a style [n, style] and whose output is demodulated."""

    def __init__(self, inputs, outputs, style, kernel=3, demodulate=True, up=False):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs, kernel, kernel))
        self.gain = 1 / math.sqrt(inputs * kernel * kernel)
        self.affine = Linear(style, inputs, bias=1.0)
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.padding = kernel // 2
        self.demodulate = demodulate
        self.up = up

    def forward(self, x, style, activate=True):
        scale = self.affine(style.float())
        weight = self.weight.float() * self.gain
        x = F.conv2d(x * scale[:, :, None, None].to(x.dtype), weight.to(x.dtype), padding=self.padding)
        if self.demodulate:
            norm = torch.rsqrt(scale.square() @ weight.square().sum((2, 3)).t() + 1e-8)
            x = x * norm[:, :, None, None].to(x.dtype)
        if self.up:
            x = upsample(x)
        x = x + self.bias[None, :, None, None].to(x.dtype)
        return leaky(x) if activate else x


class DownBlock(nn.Module):
    """Residual block that halves the size."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.first = Conv(inputs, inputs)
        self.second = Conv(inputs, outputs)
        self.skip = Conv(inputs, outputs, 1, bias=False)

    def forward(self, x):
        y = F.avg_pool2d(leaky(self.first(x)), 2)
        return (leaky(self.second(y)) + self.skip(F.avg_pool2d(x, 2))) * math.sqrt(0.5)


CHANNELS = {4: 256, 8: 192, 16: 128, 32: 64, 64: 32, 128: 24, 256: 16}


def channels(resolution, width=1.0):
    """Channels at each size up to `resolution`; `width` multiplies them (tour 1, gallery 2 and more)."""
    return {
        size: max(8, round(count * width / 8) * 8) for size, count in CHANNELS.items() if size <= resolution
    }


def parameters(module):
    return sum(one.numel() for one in module.parameters())


def multiplications(run):
    """Multiply-accumulates of the convolutions and linear layers that `run()` carries out."""
    total = 0
    conv2d, linear = F.conv2d, F.linear

    def counted_conv2d(x, weight, *rest, **named):
        nonlocal total
        y = conv2d(x, weight, *rest, **named)
        total += y.numel() * weight[0].numel()
        return y

    def counted_linear(x, weight, *rest, **named):
        nonlocal total
        y = linear(x, weight, *rest, **named)
        total += y.numel() * weight.shape[1]
        return y

    F.conv2d, F.linear = counted_conv2d, counted_linear
    try:
        with torch.no_grad():
            run()
    finally:
        F.conv2d, F.linear = conv2d, linear
    return total
