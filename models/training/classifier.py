"""The measuring instrument: a small network that knows of a picture what the renderer knew of it."""
import torch.nn as nn

from datasets.cells import TEMPLATES as CELLS
from datasets.machines import TEMPLATES as MACHINES
from layers import Conv, DownBlock, Linear, leaky

SIZE = 64
FEATURES = 128
LANDMARKS = 6
TEMPLATES = 1 + len(MACHINES) + len(CELLS)


class Classifier(nn.Module):
    """Pictures [n, 3, 64, 64] to logits of the kingdoms [n, 3] and of the templates (faces are one) [n, 1 + 11 + 9],
    landmarks [n, 6, 2] in -1..1, and the features [n, 128] that Fréchet distances are measured in."""

    def __init__(self):
        super().__init__()
        counts = (24, 32, 64, 96, 128)
        self.from_rgb = Conv(3, counts[0])
        self.blocks = nn.ModuleList([DownBlock(a, b) for a, b in zip(counts, counts[1:])])
        self.dense = Linear(counts[-1] * 16, FEATURES)
        self.kingdom = Linear(FEATURES, 3)
        self.template = Linear(FEATURES, TEMPLATES)
        self.landmarks = Linear(FEATURES, LANDMARKS * 2)

    def forward(self, pictures):
        features = self.features(pictures)
        landmarks = self.landmarks(features).view(-1, LANDMARKS, 2)
        return self.kingdom(features), self.template(features), landmarks, features

    def features(self, pictures):
        x = leaky(self.from_rgb(pictures))
        for block in self.blocks:
            x = block(x)
        return leaky(self.dense(x.flatten(1)))
