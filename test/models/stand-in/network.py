"""A network with the names and the arithmetic of the official StyleGAN2 format, written the long way: weights are
modulated for each picture, and filters are applied after zeros are put between the pixels. It stands in for the
reference code, which is not ours to ship."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


def filtered(x, up, before, after, gain):
    """Zeros between the pixels, padding, then the two-dimensional filter."""
    n, c, h, w = x.shape
    spaced = torch.zeros(n, c, h * up, w * up)
    spaced[:, :, ::up, ::up] = x
    spaced = F.pad(spaced, (before, after, before, after))
    line = torch.tensor([1.0, 3.0, 3.0, 1.0])
    kernel = torch.outer(line, line)
    kernel = kernel / kernel.sum() * gain
    return F.conv2d(spaced, kernel[None, None].repeat(c, 1, 1, 1), groups=c)


class FullyConnected(nn.Module):
    def __init__(self, inputs, outputs, rate=1.0, bias=0.0, active=False):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs) / rate)
        self.bias = nn.Parameter(torch.full([outputs], float(bias)) + torch.randn(outputs) * 0.1)
        self.weight_gain, self.bias_gain, self.active = rate / math.sqrt(inputs), rate, active

    def forward(self, x):
        x = x @ (self.weight * self.weight_gain).t() + self.bias * self.bias_gain
        return torch.where(x > 0, x, 0.2 * x) * math.sqrt(2) if self.active else x


class MappingNetwork(nn.Module):
    def __init__(self, z_dim, c_dim, w_dim, num_layers):
        super().__init__()
        self.num_layers, self.c_dim = num_layers, c_dim
        if c_dim:
            self.embed = FullyConnected(c_dim, w_dim)
        sides = [z_dim + (w_dim if c_dim else 0)] + [w_dim] * num_layers
        for i in range(num_layers):
            setattr(self, f"fc{i}", FullyConnected(sides[i], sides[i + 1], 0.01, active=True))

    def forward(self, z, c):
        x = z / (z.square().mean(1, keepdim=True) + 1e-8).sqrt()
        if self.c_dim:
            y = self.embed(c)
            x = torch.cat([x, y / (y.square().mean(1, keepdim=True) + 1e-8).sqrt()], 1)
        for i in range(self.num_layers):
            x = getattr(self, f"fc{i}")(x)
        return x[:, None].repeat(1, self.num_ws, 1)


def modulated(x, weight, style, demodulate, up):
    pictures = []
    for one, scale in zip(x, style):
        own = weight * scale[None, :, None, None]
        if demodulate:
            own = own / (own.square().sum((1, 2, 3), keepdim=True) + 1e-8).sqrt()
        if up:
            # A transposed convolution is a convolution of the spaced picture with the kernel turned round.
            spaced = torch.zeros(1, one.shape[0], 2 * one.shape[1] - 1, 2 * one.shape[2] - 1)
            spaced[:, :, ::2, ::2] = one
            pictures.append(filtered(F.conv2d(F.pad(spaced, (2, 2, 2, 2)), own.flip(2, 3)), 1, 1, 1, 4))
        else:
            pictures.append(F.conv2d(one[None], own, padding=own.shape[-1] // 2))
    return torch.cat(pictures)


class SynthesisLayer(nn.Module):
    def __init__(self, inputs, outputs, w_dim, resolution, up):
        super().__init__()
        self.affine = FullyConnected(w_dim, inputs, bias=1)
        self.weight = nn.Parameter(torch.randn(outputs, inputs, 3, 3))
        self.noise_strength = nn.Parameter(torch.tensor(0.3))
        self.bias = nn.Parameter(torch.randn(outputs) * 0.1)
        self.register_buffer("noise_const", torch.randn(resolution, resolution))
        self.up, self.conv_clamp = up, 2.0

    def forward(self, x, w):
        x = modulated(x, self.weight, self.affine(w), True, self.up)
        x = x + self.noise_const * self.noise_strength + self.bias[None, :, None, None]
        return (torch.where(x > 0, x, 0.2 * x) * math.sqrt(2)).clamp(-self.conv_clamp, self.conv_clamp)


class ToRGBLayer(nn.Module):
    def __init__(self, inputs, w_dim):
        super().__init__()
        self.affine = FullyConnected(w_dim, inputs, bias=1)
        self.weight = nn.Parameter(torch.randn(3, inputs, 1, 1))
        self.bias = nn.Parameter(torch.randn(3) * 0.1)
        self.conv_clamp = 2.0

    def forward(self, x, w):
        style = self.affine(w) / math.sqrt(self.weight.shape[1])
        x = modulated(x, self.weight, style, False, False) + self.bias[None, :, None, None]
        return x.clamp(-self.conv_clamp, self.conv_clamp)


class SynthesisBlock(nn.Module):
    architecture = "skip"

    def __init__(self, inputs, outputs, w_dim, resolution):
        super().__init__()
        if inputs == 0:
            self.const = nn.Parameter(torch.randn(outputs, resolution, resolution))
        else:
            self.conv0 = SynthesisLayer(inputs, outputs, w_dim, resolution, True)
        self.conv1 = SynthesisLayer(outputs, outputs, w_dim, resolution, False)
        self.torgb = ToRGBLayer(outputs, w_dim)

    def forward(self, x, picture, ws):
        if x is None:
            x = self.const[None].repeat(len(ws), 1, 1, 1)
        else:
            x, ws = self.conv0(x, ws[:, 0]), ws[:, 1:]
        x = self.conv1(x, ws[:, 0])
        drawn = self.torgb(x, ws[:, 1])
        return x, drawn if picture is None else filtered(picture, 2, 2, 1, 4) + drawn


class SynthesisNetwork(nn.Module):
    def __init__(self, w_dim, resolution):
        super().__init__()
        self.sizes = [2**i for i in range(2, int(math.log2(resolution)) + 1)]
        before = 0
        for i, size in enumerate(self.sizes):
            setattr(self, f"b{size}", SynthesisBlock(before, 12 - 2 * i, w_dim, size))
            before = 12 - 2 * i

    def forward(self, ws, noise_mode="random", force_fp32=False):
        assert noise_mode == "const" and force_fp32
        x = picture = None
        at = 0
        for size in self.sizes:
            count = 2 if size == 4 else 3
            x, picture = getattr(self, f"b{size}")(x, picture, ws[:, at : at + count])
            at += count - 1
        return picture


class Generator(nn.Module):
    def __init__(self, classes, resolution=16, z_dim=24, w_dim=20):
        super().__init__()
        self.z_dim, self.c_dim, self.w_dim, self.img_resolution = z_dim, classes, w_dim, resolution
        self.synthesis = SynthesisNetwork(w_dim, resolution)
        self.num_ws = 2 * len(self.synthesis.sizes)
        self.mapping = MappingNetwork(z_dim, classes, w_dim, 4)
        self.mapping.num_ws = self.num_ws
