"""Makes databases of an artist's own pictures:

    python3 curate.py DATA --folders FACES MACHINES CELLS [--size 128] [--dry]

Takes every picture of the three folders (also below them), cuts the middle square out of it, and leaves out what
would harm a training, saying why: what cannot be read, is too small, is blurred, or is there already. The originals
are never touched. Ends with the balance of the three and what to do about it."""
import argparse
import os
import sys

import numpy as np
from PIL import Image, ImageOps

KINDS = ("faces", "machines", "cells")
ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp")
# Bits of 64 in which the fingerprints of two pictures of the same thing may differ.
SAME_BITS = 4
# Mean absolute Laplacian, in 1/255 at 128 px, below which a picture is taken for blurred.
BLURRED = 2.0
FEW = 500


def fingerprint(picture):
    """64 bits: whether each of 8 x 8 areas is lighter than its right neighbour (a difference hash)."""
    grey = np.asarray(picture.convert("L").resize((9, 8), Image.BILINEAR), np.int16)
    return (grey[:, 1:] > grey[:, :-1]).flatten()


def detail(picture):
    grey = np.asarray(picture.convert("L").resize((128, 128), Image.BILINEAR), np.float32)
    around = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:]
    return float(np.abs(around - 4 * grey[1:-1, 1:-1]).mean())


def square(picture, size):
    """Upright as the camera held it, the middle square, `size` pixels."""
    return ImageOps.fit(ImageOps.exif_transpose(picture).convert("RGB"), (size, size), Image.LANCZOS)


def files_of(folder):
    found = [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names]
    return sorted(file for file in found if file.lower().endswith(ENDINGS))


def curate(folder, size, say=print):
    """Pictures [n, 3, size, size] as bytes, and how many were left out for each reason."""
    kept, prints, left_out = [], np.zeros((0, 64), bool), {}

    def leave(file, why):
        left_out[why] = left_out.get(why, 0) + 1
        say(f"left out: {file}: {why}")

    for file in files_of(folder):
        try:
            with Image.open(file) as opened:
                picture = opened.copy()
        except Exception as error:
            leave(file, f"cannot be read ({type(error).__name__})")
            continue
        if min(picture.size) < size:
            leave(file, f"smaller than {size} px")
            continue
        picture = square(picture, size)
        if detail(picture) < BLURRED:
            leave(file, "blurred")
            continue
        own = fingerprint(picture)
        if len(prints) and int((prints != own).sum(1).min()) <= SAME_BITS:
            leave(file, "there already")
            continue
        prints = np.concatenate([prints, own[None]])
        kept.append(np.asarray(picture).transpose(2, 0, 1))
    return np.stack(kept) if kept else np.zeros((0, 3, size, size), np.uint8), left_out


def advice(counts):
    """What the balance of the three databases asks for."""
    lines = []
    for kind, count in counts.items():
        if count < FEW:
            lines.append(
                f"{kind}: {count} pictures are few; set generator augment to 0.6 or more, or add pictures"
            )
    most = max(counts.values())
    for kind, count in counts.items():
        if count * 3 < most:
            lines.append(f"{kind}: less than a third of the largest; raise its share in generator shares")
    return lines


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data")
    parser.add_argument("--folders", nargs=3, required=True, metavar=("FACES", "MACHINES", "CELLS"))
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--dry", action="store_true", help="only say what would be done")
    args = parser.parse_args()
    counts = {}
    for kind, folder in zip(KINDS, args.folders):
        if not os.path.isdir(folder):
            sys.exit(f"{folder} is not a folder; name the folders of faces, machines and cells in this order")
        pictures, left_out = curate(folder, args.size)
        counts[kind] = len(pictures)
        print(f"{kind}: {len(pictures)} kept, {sum(left_out.values())} left out")
        if not args.dry and len(pictures):
            os.makedirs(args.data, exist_ok=True)
            np.save(os.path.join(args.data, f"{kind}.npy"), pictures)
    for line in advice(counts):
        print(line)
    if min(counts.values()) == 0:
        sys.exit("a folder without a usable picture cannot be trained on")


if __name__ == "__main__":
    main()
