"""Looks along a generator's principal directions: python3 analysis.py --generator RUN [--sharpener RUN] --sheet PNG

The sheet has a row a direction, four creatures from -3 to 3 standard deviations along it, so that a person can name
what changes. `export.py --names FILE` takes the names, a JSON list in the same order."""
import argparse

import torch
import torch.nn as nn

from generator import KINGDOMS, Z_DIM
from runs import load_generator, load_sharpener
from sheet import contact_sheet

SAMPLES = 8192
DIRECTIONS = 12
STEPS = (-3.0, 0.0, 3.0)


@torch.no_grad()
def statistics(generator, names=()):
    """The mean w of all kingdoms and of each, and the principal directions of w over all of them (PCA in w, Härkönen
    et al. 2020), each with its standard deviation."""
    torch.manual_seed(1)
    z = torch.randn(SAMPLES, Z_DIM)
    per_kingdom = [generator.mapping(z, torch.eye(3)[k].expand(SAMPLES, 3)) for k in range(len(KINGDOMS))]
    means = [w.mean(0) for w in per_kingdom]
    everything = torch.cat([w[: SAMPLES // 3] for w in per_kingdom])
    _, values, vectors = torch.linalg.svd(everything - everything.mean(0), full_matrices=False)
    spread = values / len(everything) ** 0.5
    found = []
    for i in range(DIRECTIONS):
        # A direction and its opposite are the same to the decomposition, but not to whoever named it.
        vector = vectors[i] * vectors[i][vectors[i].abs().argmax()].sign()
        name = names[i] if i < len(names) else f"direction {i + 1}"
        found.append({"name": name, "sigma": float(spread[i]), "vector": rounded(vector)})
    average = torch.stack(means).mean(0)
    return {"wAverage": rounded(average), "kingdomMeans": [rounded(m) for m in means], "directions": found}


def rounded(vector):
    return [round(float(x), 5) for x in vector]


@torch.no_grad()
def direction_sheet(generator, sharpener, found, path):
    """Columns: a human, a machine, a cell and one of all three, each at every step."""
    kingdoms = torch.cat([torch.eye(3), torch.full((1, 3), 1 / 3)])
    z = torch.randn(len(kingdoms), Z_DIM, generator=torch.Generator().manual_seed(5))
    start = generator.mapping(z, kingdoms)
    rows = []
    for one in found["directions"]:
        along = torch.tensor(one["vector"]) * one["sigma"]
        w = torch.stack([start + step * along for step in STEPS], 1).flatten(0, 1)
        ws = w[:, None].expand(-1, generator.layers, -1)
        rows.append(sharpener(generator.synthesis(ws)))
    contact_sheet(torch.cat(rows), path, len(kingdoms) * len(STEPS))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--generator", required=True)
    parser.add_argument("--sharpener")
    parser.add_argument("--sheet", required=True)
    args = parser.parse_args()
    generator = load_generator(args.generator)
    sharpener = load_sharpener(args.sharpener) if args.sharpener else nn.Identity()
    direction_sheet(generator, sharpener, statistics(generator), args.sheet)


if __name__ == "__main__":
    main()
