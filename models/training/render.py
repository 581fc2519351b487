"""Renders the databases: python3 render.py DATA [--size 128] [--faces N] [--machines N] [--cells N] [--hybrids N]

Each kind becomes DATA/KIND.npy (bytes [n, 3, size, size]) and DATA/KIND.json (what the renderer knows of each
picture). The hybrids are triples of face, reference and hybrid [n, 3, 3, size, size], half with machines and half
with cells as references. A stopped rendering goes on where it was; the seed and the size decide every picture."""
import argparse
import json
import os
import time

import numpy as np
import torch

from data import HYBRID
from datasets.canvas import downsample
from datasets.cells import WEIGHTS as CELLS
from datasets.cells import render_cells
from datasets.faces import render_faces
from datasets.machines import WEIGHTS as MACHINES
from datasets.machines import render_machines
from sheet import contact_sheet

BATCH = 4
SUPERSAMPLE = 2
WHOLE_SHARE = 0.7
SAVE_SECONDS = 30


def faces(count, size, generator, device):
    """A batch of portraits and their factors."""
    drawn = render_faces(count, size * SUPERSAMPLE, device, generator)
    factors = {
        "landmarks": drawn.landmarks.tolist(),
        "yaw": drawn.yaw.tolist(),
        "pitch": drawn.pitch.tolist(),
    }
    return downsample(drawn.pictures, size), factors


def template_of(weights, generator):
    return int(torch.multinomial(torch.tensor(weights, device=generator.device), 1, generator=generator))


def machines(count, size, generator, device):
    template = template_of(MACHINES, generator)
    drawn = render_machines(count, size * SUPERSAMPLE, device, generator, which=template)
    return downsample(drawn, size), {"template": [template] * count}


def cells(count, size, generator, device):
    template = template_of(CELLS, generator)
    drawn = render_cells(count, size * SUPERSAMPLE, device, generator, which=template)
    return downsample(drawn, size), {"template": [template] * count}


def hybrids(render, metal):
    """Faces made of what `render` draws: triples of face, reference and hybrid."""

    def triples(count, size, generator, device):
        large = size * SUPERSAMPLE
        references = torch.cat([render(1, size, generator, device)[0] for _ in range(count)])
        whole = bool(torch.rand((), generator=generator) < WHOLE_SHARE)
        material = torch.full((count,), float(metal), device=device)
        drawn = render_faces(count, large, device, generator, references, material, whole)
        pictures = [downsample(drawn.pictures, size), references, downsample(drawn.hybrids, size)]
        factors = {"landmarks": drawn.landmarks.tolist(), "whole": [whole] * count}
        return torch.stack(pictures, 1), factors

    return triples


RENDERERS = {
    "faces": faces,
    "machines": machines,
    "cells": cells,
    "hybrids-machine": hybrids(machines, 1),
    "hybrids-cell": hybrids(cells, 0),
}


@torch.no_grad()
def render_kind(folder, kind, count, size, seed, device="cpu"):
    """Renders `count` pictures of a kind into the folder, or what is missing of them. Each batch has a seed of its
    own, so that a picture does not depend on where the rendering was interrupted."""
    file, known = os.path.join(folder, f"{kind}.npy"), os.path.join(folder, f"{kind}.json")
    if os.path.exists(file) and len(np.load(file, mmap_mode="r")) >= count:
        return
    part = file + ".part"
    shape = (count, 3, 3, size, size) if kind.startswith("hybrids") else (count, 3, size, size)
    pictures, factors, start = None, {}, 0
    if os.path.exists(part) and os.path.exists(known):
        pictures = np.lib.format.open_memmap(part, "r+")
        with open(known) as source:
            factors = json.load(source)
        start = len(next(iter(factors.values())))
    if pictures is None or pictures.shape != shape:
        pictures, factors, start = np.lib.format.open_memmap(part, "w+", np.uint8, shape), {}, 0
    begun = told = time.time()
    for at in range(start, count, BATCH):
        generator = torch.Generator(device).manual_seed(
            seed * 1_000_003 + at * 7 + sorted(RENDERERS).index(kind)
        )
        n = min(BATCH, count - at)
        drawn, more = RENDERERS[kind](n, size, generator, device)
        pictures[at : at + n] = (torch.nan_to_num(drawn, 0.5) * 255 + 0.5).clamp(0, 255).byte().cpu().numpy()
        for name, values in more.items():
            factors.setdefault(name, []).extend(values)
        if time.time() - told > SAVE_SECONDS or at + n >= count:
            pictures.flush()
            with open(known + ".part", "w") as out:
                json.dump(factors, out)
            os.replace(known + ".part", known)
            print(
                f"{kind} {at + n}/{count}, {(time.time() - begun) / (at + n - start):.3f} s each", flush=True
            )
            told = time.time()
    os.replace(part, file)


def data_sheet(folder, path, each=12):
    """One row of each kind that was rendered."""
    rows = []
    for kind in RENDERERS:
        file = os.path.join(folder, f"{kind}.npy")
        if os.path.exists(file):
            pictures = torch.from_numpy(np.load(file, mmap_mode="c")[: each * 3 : 3].astype(np.float32))
            rows.append(pictures[:, HYBRID] if pictures.dim() == 5 else pictures)
    contact_sheet(torch.cat(rows) / 127.5 - 1, path, each)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data")
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--faces", type=int, default=4000)
    parser.add_argument("--machines", type=int, default=4000)
    parser.add_argument("--cells", type=int, default=3000)
    parser.add_argument("--hybrids", type=int, default=1600)
    parser.add_argument("--seed", type=int, default=1, help="use another one for what is held out")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    args = parser.parse_args()
    os.makedirs(args.data, exist_ok=True)
    torch.set_num_threads(1)
    half = args.hybrids // 2
    counts = {"faces": args.faces, "machines": args.machines, "cells": args.cells}
    counts.update({"hybrids-machine": half, "hybrids-cell": half})
    for kind, count in counts.items():
        if count > 0:
            render_kind(args.data, kind, count, args.size, args.seed, args.device)
    data_sheet(args.data, os.path.join(args.data, "sheet.png"))


if __name__ == "__main__":
    main()
