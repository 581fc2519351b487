"""The sharpener: twice the resolution for pictures of a generator that was trained on processors alone."""
import torch.nn as nn
import torch.nn.functional as F

from layers import Conv, DownBlock, leaky, upsample


class Sharpener(nn.Module):
    """Pictures [n, 3, r, r] in about -1..1 to [n, 3, 2r, 2r]: what interpolation lacks, from a small residual
    network with sub-pixel convolution (Shi et al. 2016)."""

    def __init__(self, width=24, blocks=3):
        super().__init__()
        self.first = Conv(3, width)
        self.blocks = nn.ModuleList(
            [nn.ModuleList([Conv(width, width), Conv(width, width)]) for _ in range(blocks)]
        )
        self.last = Conv(width, 12)
        nn.init.zeros_(self.last.weight)

    def forward(self, pictures):
        x = leaky(self.first(pictures))
        for first, second in self.blocks:
            x = x + 0.3 * second(leaky(first(x)))
        return upsample(pictures) + F.pixel_shuffle(self.last(leaky(x)), 2)


class PatchJudge(nn.Module):
    """Pictures to a map of logits, one for each patch of about 30 pixels, and the features they stand on."""

    def __init__(self, width=24):
        super().__init__()
        self.from_rgb = Conv(3, width, 1)
        self.blocks = nn.ModuleList([DownBlock(width, width * 3 // 2), DownBlock(width * 3 // 2, width * 2)])
        self.last = Conv(width * 2, width * 2)
        self.out = Conv(width * 2, 1, 1)

    def forward(self, pictures):
        x = leaky(self.from_rgb(pictures))
        maps = []
        for block in self.blocks:
            x = block(x)
            maps.append(x)
        return self.out(leaky(self.last(x))), maps
