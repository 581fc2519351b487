"""The translator: a face and a creature to the portrait of that face as that creature."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from augment import grey
from layers import Conv, DownBlock, Linear, ModulatedConv, leaky

STYLE = 128


class StyleReader(nn.Module):
    """The reference [n, 3, r, r] to a style [n, 128]: mean and spread of its features, not where they were."""

    def __init__(self, counts=(16, 32, 64, 96)):
        super().__init__()
        self.from_rgb = Conv(3, counts[0], 1)
        self.blocks = nn.ModuleList([DownBlock(a, b) for a, b in zip(counts, counts[1:])])
        self.out = Linear(counts[-1] * 2, STYLE)

    def forward(self, reference):
        x = leaky(self.from_rgb(reference))
        for block in self.blocks:
            x = block(x)
        spread = x.var((2, 3), unbiased=False).add(1e-6).sqrt()
        return leaky(self.out(torch.cat([x.mean((2, 3)), spread], 1)))


def local_contrast(pictures):
    """Luminance, and luminance with the local mean and contrast taken out, [n, 2, r, r]: so that a dark, flat or
    unevenly lit photograph looks to the network like a rendered face."""
    level = grey(pictures)
    # Plain numbers become constants of the exported graph.
    size = int(pictures.shape[-1])
    window = size // 8

    def widened(x):
        x = F.avg_pool2d(x, window)
        return F.interpolate(x, size=(size, size), mode="bilinear", align_corners=False)

    centred = level - widened(level)
    return torch.cat([level, centred * torch.rsqrt(widened(centred.square()) + 0.01)], 1)


class Translator(nn.Module):
    """Faces and references [n, 3, r, r] in -1..1 to portraits of the same shape. The reference decides the direction:
    given a creature a face becomes a hybrid, given a face the hybrid becomes that face again."""

    def __init__(self, counts=(24, 48, 96, 128)):
        super().__init__()
        self.style = StyleReader()
        self.stem = Conv(8, counts[0])
        self.down = nn.ModuleList([DownBlock(a, b) for a, b in zip(counts, counts[1:])])
        self.middle = nn.ModuleList([ModulatedConv(counts[-1], counts[-1], STYLE) for _ in range(2)])
        self.up = nn.ModuleList()
        self.skips = nn.ModuleList()
        for i in range(len(counts) - 1, 0, -1):
            pair = [ModulatedConv(counts[i], counts[i - 1], STYLE, up=True)]
            pair.append(ModulatedConv(counts[i - 1], counts[i - 1], STYLE))
            self.up.append(nn.ModuleList(pair))
            self.skips.append(Conv(counts[i - 1], counts[i - 1], 1))
        self.to_rgb = Conv(counts[0], 3, 1)

    def forward(self, faces, references):
        style = self.style(references)
        x = leaky(self.stem(torch.cat([local_contrast(faces), faces, references], 1)))
        maps = [x]
        for block in self.down:
            x = block(x)
            maps.append(x)
        for conv in self.middle:
            x = (x + conv(x, style)) * math.sqrt(0.5)
        for (up, conv), skip, kept in zip(self.up, self.skips, maps[-2::-1]):
            x = conv((up(x, style) + skip(kept)) * math.sqrt(0.5), style)
        return self.to_rgb(x)
