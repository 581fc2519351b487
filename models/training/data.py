"""The rendered databases as the trainings read them: memory-mapped arrays of bytes, one file a kind."""
import json
import os

import numpy as np
import torch
import torch.nn.functional as F

# Soft kingdom weights of each database. The hybrids are what makes half human, half machine a creature.
KINDS = {
    "faces": (1.0, 0.0, 0.0),
    "machines": (0.0, 1.0, 0.0),
    "cells": (0.0, 0.0, 1.0),
    "hybrids-machine": (0.5, 0.5, 0.0),
    "hybrids-cell": (0.5, 0.0, 0.5),
}
HYBRID = 2


def to_float(pictures):
    """Bytes 0..255 to -1..1."""
    return pictures.float() / 127.5 - 1


def load_kind(folder, kind, size):
    """Pictures [n, 3, size, size] or triples [n, 3, 3, size, size] as bytes; None where the kind is not there.
    Larger ones are averaged down once and kept beside the original."""
    file = os.path.join(folder, f"{kind}.npy")
    if not os.path.exists(file):
        return None
    pictures = np.load(file, mmap_mode="c")
    stored = pictures.shape[-1]
    if stored == size:
        return torch.from_numpy(pictures)
    if stored % size:
        raise ValueError(
            f"{file}: pictures of {stored} px cannot be used at {size} px; render them at a multiple"
        )
    small = os.path.join(folder, f"{kind}-{size}.npy")
    if not os.path.exists(small) or os.path.getmtime(small) < os.path.getmtime(file):
        out = np.lib.format.open_memmap(small + ".part", "w+", np.uint8, (*pictures.shape[:-2], size, size))
        for i in range(len(pictures)):
            picture = torch.from_numpy(pictures[i].astype(np.float32))
            shape = picture.shape
            picture = F.avg_pool2d(picture.view(-1, 3, stored, stored), stored // size)
            out[i] = picture.round().byte().numpy().reshape(*shape[:-2], size, size)
        out.flush()
        os.replace(small + ".part", small)
    return torch.from_numpy(np.load(small, mmap_mode="c"))


class Mix:
    """Draws training batches from all databases in given shares."""

    def __init__(self, folder, size, shares, device="cpu"):
        self.size, self.device = size, device
        self.kinds, weights = [], []
        for kind, share in shares.items():
            pictures = load_kind(folder, kind, size) if share > 0 else None
            if pictures is None:
                continue
            if kind.startswith("hybrids"):
                pictures = pictures[:, HYBRID]
            self.kinds.append((kind, pictures))
            weights.append(share)
        if not self.kinds:
            raise SystemExit(f"{folder} holds no database; render one: python3 render.py {folder}")
        self.weights = torch.tensor(weights) / sum(weights)

    def batch(self, count):
        """Pictures [count, 3, size, size] in -1..1 and their kingdoms [count, 3]. Faces are mirrored, the others
        turned and mirrored in all eight ways."""
        chosen = torch.multinomial(self.weights, count, replacement=True)
        pictures = torch.empty(count, 3, self.size, self.size)
        kingdoms = torch.empty(count, 3)
        for i, (kind, all_pictures) in enumerate(self.kinds):
            for at in (chosen == i).nonzero()[:, 0].tolist():
                one = all_pictures[int(torch.randint(len(all_pictures), ()))]
                flips = torch.rand(3) < 0.5
                if flips[0]:
                    one = one.flip(-1)
                if kind in ("machines", "cells"):
                    one = one.flip(-2) if flips[1] else one
                    one = one.transpose(-1, -2) if flips[2] else one
                pictures[at] = to_float(one)
                kingdoms[at] = torch.tensor(KINDS[kind])
        return pictures.to(self.device), kingdoms.to(self.device)


def load_factors(folder, kind):
    """What the renderer knows of each picture: a dict of arrays, see render.py."""
    with open(os.path.join(folder, f"{kind}.json")) as file:
        return {name: torch.tensor(values) for name, values in json.load(file).items()}
