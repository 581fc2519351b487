"""The discriminator: residual, with the minibatch spread as a feature and a projection on the kingdom."""
import math

import torch
import torch.nn as nn

from layers import Conv, DownBlock, Linear, channels, leaky

GROUP = 4


class Discriminator(nn.Module):
    """Pictures [n, 3, r, r] to logits [n, 1]. Where a condition [n, conditions] is given (soft kingdom weights, or
    the reference's style for the translator) its projection is added; a row of zeros is judged without class.
    """

    def __init__(self, resolution=64, width=1.0, conditions=3):
        super().__init__()
        count = channels(resolution, width)
        self.from_rgb = Conv(3, count[resolution], 1)
        self.blocks = nn.ModuleList()
        size = resolution
        while size > 4:
            self.blocks.append(DownBlock(count[size], count[size // 2]))
            size //= 2
        self.last = Conv(count[4] + 1, count[4])
        self.dense = Linear(count[4] * 16, count[4])
        self.out = Linear(count[4], 1)
        self.embedding = nn.Parameter(torch.randn(conditions, count[4]))

    def features(self, pictures, dtype=torch.float32):
        """The maps after each block, from large to small; they serve as a perceptual distance too."""
        x = leaky(self.from_rgb(pictures.to(dtype)))
        maps = []
        for block in self.blocks:
            x = block(x)
            maps.append(x)
        return maps

    def forward(self, pictures, condition=None, dtype=torch.float32, with_features=False):
        maps = self.features(pictures, dtype)
        x = maps[-1].float()
        groups = GROUP if len(x) % GROUP == 0 else 1
        spread = x.view(groups, -1, *x.shape[1:]).var(0, unbiased=False).add(1e-8).sqrt()
        spread = spread.mean((1, 2, 3), keepdim=True).repeat(groups, 1, 1, 1).expand(-1, 1, 4, 4)
        x = leaky(self.dense(leaky(self.last(torch.cat([x, spread], 1))).flatten(1)))
        logits = self.out(x)
        if condition is not None:
            logits = logits + (x * (condition @ self.embedding)).sum(1, keepdim=True) / math.sqrt(x.shape[1])
        return (logits, maps) if with_features else logits


def grow(discriminator, resolution, width=1.0, conditions=3):
    """A discriminator of twice the resolution whose inner blocks are kept; the outermost is new."""
    grown = Discriminator(resolution, width, conditions)
    state = grown.state_dict()
    for name, value in discriminator.state_dict().items():
        if name.startswith("from_rgb."):
            continue
        part, _, rest = name.partition(".")
        if part == "blocks":
            number, _, rest = rest.partition(".")
            name = f"blocks.{int(number) + 1}.{rest}"
        state[name] = value
    grown.load_state_dict(state)
    return grown
