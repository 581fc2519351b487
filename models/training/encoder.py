"""The encoder: a photograph's face to the generator's styles."""
import torch
import torch.nn as nn

from generator import W_DIM
from layers import DownBlock, Conv, Linear, channels, leaky

SIZE = 64


class Encoder(nn.Module):
    """Pictures [n, 3, 64, 64] in -1..1 to ws [n, layers, 256]: one w for all layers plus what each layer needs beside
    it. `mean` and `spread` [256] are those of the generator's own w, so that an untrained encoder gives its mean.
    """

    def __init__(self, layers, width=1.0):
        super().__init__()
        count = channels(SIZE, width)
        self.layers = layers
        self.from_rgb = Conv(3, count[SIZE], 1)
        self.blocks = nn.ModuleList()
        size = SIZE
        while size > 4:
            self.blocks.append(DownBlock(count[size], count[size // 2]))
            size //= 2
        self.dense = Linear(count[4] * 16, 512)
        self.shared = Linear(512, W_DIM)
        self.own = Linear(512, layers * W_DIM, rate=0.3)
        nn.init.zeros_(self.own.weight)
        self.register_buffer("mean", torch.zeros(W_DIM))
        self.register_buffer("spread", torch.ones(W_DIM))

    def forward(self, pictures, dtype=torch.float32):
        x = leaky(self.from_rgb(pictures.to(dtype)))
        for block in self.blocks:
            x = block(x)
        x = leaky(self.dense(x.float().flatten(1)))
        w = self.shared(x)[:, None] + self.own(x).view(-1, self.layers, W_DIM)
        return self.mean + self.spread * w
