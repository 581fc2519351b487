"""The generator: a clean-room style-based network after Karras et al. 2020, conditioned on soft kingdom weights."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from layers import Linear, ModulatedConv, channels, leaky, upsample

KINGDOMS = ("human", "machine", "cell")
Z_DIM = 128
W_DIM = 256


class Mapping(nn.Module):
    """z [n, 128] and kingdom [n, 3] (weights that sum to 1) to w [n, 256]: a mixture of one linear map a kingdom,
    so that a kingdom's weight moves w continuously, plus a small network of both."""

    def __init__(self, z=Z_DIM, kingdoms=len(KINGDOMS), w=W_DIM):
        super().__init__()
        self.mean = nn.Parameter(torch.zeros(kingdoms, w))
        self.spread = nn.Parameter(torch.randn(kingdoms, w, z) / math.sqrt(z) * 0.7)
        self.kingdom = Linear(kingdoms, 64)
        self.first = Linear(z + 64, w, rate=0.3)
        self.second = Linear(w, w, rate=0.3)
        self.last = Linear(w, w, rate=0.3)
        nn.init.zeros_(self.last.weight)

    def forward(self, z, kingdom):
        w = kingdom @ self.mean.float()
        for k in range(self.mean.shape[0]):
            w = w + kingdom[:, k : k + 1] * F.linear(z, self.spread[k].float())
        inner = leaky(self.first(torch.cat([z, self.kingdom(kingdom)], 1)))
        return w + self.last(leaky(self.second(inner)))


class Synthesis(nn.Module):
    """ws [n, layers, 256] to pictures [n, 3, resolution, resolution], about -1..1. No noise inputs: a genome is
    all there is to a creature."""

    def __init__(self, resolution=64, width=1.0, w=W_DIM):
        super().__init__()
        count = channels(resolution, width)
        self.resolution = resolution
        self.constant = nn.Parameter(torch.randn(1, count[4], 4, 4))
        self.first = ModulatedConv(count[4], count[4], w)
        self.first_rgb = ModulatedConv(count[4], 3, w, 1, demodulate=False)
        self.blocks = nn.ModuleList()
        size = 8
        while size <= resolution:
            self.blocks.append(
                nn.ModuleList(
                    [
                        ModulatedConv(count[size // 2], count[size], w, up=True),
                        ModulatedConv(count[size], count[size], w),
                        ModulatedConv(count[size], 3, w, 1, demodulate=False),
                    ]
                )
            )
            size *= 2
        self.layers = 1 + 2 * len(self.blocks)

    def forward(self, ws, dtype=torch.float32):
        x = self.constant.float().expand(ws.shape[0], -1, -1, -1).to(dtype)
        x = self.first(x, ws[:, 0])
        rgb = self.first_rgb(x, ws[:, 0], activate=False).float()
        for i, (up, conv, to_rgb) in enumerate(self.blocks):
            x = conv(up(x, ws[:, 2 * i + 1]), ws[:, 2 * i + 2])
            rgb = upsample(rgb) + to_rgb(x, ws[:, 2 * i + 2], activate=False).float()
        return rgb


class Generator(nn.Module):
    def __init__(self, resolution=64, width=1.0):
        super().__init__()
        self.mapping = Mapping()
        self.synthesis = Synthesis(resolution, width)

    @property
    def layers(self):
        return self.synthesis.layers

    def styles(self, z, kingdom):
        """[n, layers, 256]: the same w in every layer."""
        return self.mapping(z, kingdom)[:, None].expand(-1, self.layers, -1)

    def forward(self, z, kingdom, dtype=torch.float32):
        return self.synthesis(self.styles(z, kingdom), dtype)


def grow(generator, width=1.0):
    """A generator of twice the resolution that draws the same pictures: the new layer adds nothing yet."""
    grown = Generator(generator.synthesis.resolution * 2, width)
    state = grown.state_dict()
    state.update({name: value for name, value in generator.state_dict().items() if name in state})
    grown.load_state_dict(state)
    grown.synthesis.blocks[-1][2].weight.data.zero_()
    return grown
