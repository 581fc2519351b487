"""Measures trained networks against pictures held out from them:

    python3 evaluate.py --classifier RUN --held-out DATA --generator RUN [--sharpener RUN] [--encoder RUN]
                        [--translator RUN] [--out FILE.md]

Everything is measured with the project's own classifier, trained on rendered pictures. The figures compare runs of
this project with one another and with the floor, which is the distance of two halves of the held-out pictures; they
cannot be compared with published ones."""
import argparse
import json

import torch
import torch.nn.functional as F

from augment import grey, photographic
from classifier import SIZE
from data import load_kind, to_float
from encoder import SIZE as ENCODER_SIZE
from generator import KINGDOMS, Z_DIM
from layers import same_size
from runs import load_encoder, load_generator, load_sharpener, load_translator, random_styles
from train_classifier import Known, load_classifier

BATCH = 32
NEIGHBOURS = 3
# The translator is asked for this many portraits, and each for its creature among all of them.
REFERENCES = 50


def in_batches(function, *inputs):
    """`function` over the first dimension, a batch at a time."""
    return torch.cat([function(*[x[i : i + BATCH] for x in inputs]) for i in range(0, len(inputs[0]), BATCH)])


def frechet(a, b):
    """Fréchet distance of two sets of features [n, d], as if both were Gaussian (Heusel et al. 2017)."""

    def moments(x):
        x = x.double()
        centred = x - x.mean(0)
        return x.mean(0), centred.t() @ centred / (len(x) - 1)

    (mean_a, cov_a), (mean_b, cov_b) = moments(a), moments(b)
    values, vectors = torch.linalg.eigh(cov_a)
    root = vectors @ torch.diag(values.clamp_min(0).sqrt()) @ vectors.t()
    # tr((A B)^(1/2)) from the symmetric product, whose eigenvalues are the same and not negative.
    cross = torch.linalg.eigvalsh(root @ cov_b @ root).clamp_min(0).sqrt().sum()
    return float((mean_a - mean_b).square().sum() + cov_a.trace() + cov_b.trace() - 2 * cross)


def precision_recall(real, fake):
    """Shares of the generated near a real one, and of the real near a generated one (Kynkäänniemi et al. 2019)."""

    def within(points, others):
        radius = torch.cdist(others, others).kthvalue(NEIGHBOURS + 1, 1).values
        return float((torch.cdist(points, others) <= radius[None]).any(1).float().mean())

    return within(fake, real), within(real, fake)


def spread(features):
    """Mean distance of two different ones."""
    return float(torch.cdist(features, features).sum() / (len(features) * (len(features) - 1)))


def sharpness(pictures):
    """Mean absolute Laplacian of the luminance."""
    kernel = torch.tensor([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]]).view(1, 1, 3, 3)
    return float(F.conv2d(grey(pictures), kernel).abs().mean())


class Table:
    def __init__(self):
        self.rows = []

    def add(self, what, value, note):
        self.rows.append((what, value, note))
        print(f"{what:46} {value:>9}  {note}", flush=True)

    def markdown(self):
        lines = ["| measured | figure | beside it |", "|---|---|---|"]
        return "\n".join(lines + [f"| {what} | {value} | {note} |" for what, value, note in self.rows]) + "\n"


def measure_classifier(table, classifier, known):
    """What the instrument itself gets right on the held-out pictures."""
    pictures, kingdoms, _, landmarks = known.of(torch.arange(len(known.pictures)))
    pure = kingdoms.max(1).values == 1
    found = in_batches(lambda x: classifier(x)[0], pictures[pure]).argmax(1)
    right = (found == kingdoms[pure].argmax(1)).float().mean()
    table.add("classifier: kingdom right", f"{right:.3f}", f"{int(pure.sum())} held-out pictures")
    seen = pure & ~landmarks.isnan().flatten(1).any(1)
    points = in_batches(lambda x: classifier(x)[2], pictures[seen])
    error = (points - landmarks[seen]).norm(dim=2).mean()
    average = (landmarks[seen].mean(0) - landmarks[seen]).norm(dim=2).mean()
    table.add(
        "classifier: landmark error", f"{error / 2:.3f}", f"of the width; the average face {average / 2:.3f}"
    )
    return pictures, kingdoms


def measure_generator(table, classifier, generator, sharpen, pictures, kingdoms, resolution):
    """Distance, coverage, steering, diversity and sharpness of the creatures of each kingdom."""
    torch.manual_seed(7)

    def creatures(kingdom):
        z = torch.randn(len(kingdom), Z_DIM)
        return in_batches(lambda z, k: sharpen(generator(z, k)).clamp(-1, 1), z, kingdom)

    def features(pictures):
        return in_batches(classifier.features, same_size(pictures, SIZE))

    own_sharpness = []
    for k, name in enumerate(KINGDOMS):
        real = pictures[kingdoms[:, k] == 1]
        real_features = features(real)
        one = F.one_hot(torch.full((len(real),), k), 3).float()
        drawn = creatures(one)
        own_sharpness.append(sharpness(same_size(drawn, SIZE)))
        drawn_features = features(drawn)
        order = torch.randperm(len(real))
        halves = order[: len(order) // 2], order[len(order) // 2 :]
        floor = frechet(real_features[halves[0]], real_features[halves[1]])
        distance = frechet(real_features, drawn_features)
        note = f"floor {floor:.1f}: {distance / floor:.1f} times"
        table.add(f"{name}: Fréchet distance", f"{distance:.1f}", note)
        precision, recall = precision_recall(real_features, drawn_features)
        table.add(
            f"{name}: precision / recall", f"{precision:.2f} / {recall:.2f}", "share near the other set"
        )
        said = in_batches(lambda x: classifier(x)[0], same_size(drawn, SIZE)).argmax(1)
        steering = (said == k).float().mean()
        others = {KINGDOMS[o]: int((said == o).sum()) for o in range(3) if o != k}
        note = f"of {len(said)}; taken for " + ", ".join(
            f"{other} {count}" for other, count in others.items()
        )
        table.add(f"{name}: steering", f"{steering:.3f}", note)
        diversity = spread(drawn_features) / spread(real_features)
        table.add(f"{name}: diversity", f"{diversity:.2f}", "mean pairwise distance, of the data's")
        loss = sharpness(same_size(drawn, resolution)) / sharpness(same_size(real, resolution))
        table.add(f"{name}: sharpness", f"{loss:.2f}", "mean Laplacian, of the data's at the same size")
    between = creatures(torch.tensor([[0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]]).repeat(100, 1))
    ratio = sharpness(same_size(between, SIZE)) / (sum(own_sharpness) / len(own_sharpness))
    table.add("in between: sharpness", f"{ratio:.2f}", "of the pure kingdoms'; a blur would be well below 1")


def measure_encoder(table, generator, encoder, pictures, kingdoms, classifier):
    """Codes found again, and rendered faces through encoder and generator."""
    torch.manual_seed(8)
    ws = random_styles(generator, 128, mixed=0.3)
    drawn = in_batches(generator.synthesis, ws).clamp(-1, 1)
    found = in_batches(encoder, same_size(drawn, ENCODER_SIZE))
    error = ((found - ws) / encoder.spread).square().mean()
    chance = ((encoder.mean - ws) / encoder.spread).square().mean()
    table.add(
        "encoder: error of a creature's code", f"{error:.2f}", f"of its variance; the mean code {chance:.2f}"
    )
    faces = pictures[kingdoms[:, 0] == 1][:200]
    again = in_batches(lambda x: generator.synthesis(encoder(x)), same_size(faces, ENCODER_SIZE)).clamp(-1, 1)
    again = same_size(again, SIZE)
    strangers = in_batches(generator.synthesis, random_styles(generator, len(faces))).clamp(-1, 1)
    error = (again - faces).abs().mean() / (same_size(strangers, SIZE) - faces).abs().mean()
    table.add(
        "encoder: a rendered face and itself again",
        f"{error:.2f}",
        "difference, of that to a random creature",
    )
    points = in_batches(lambda x: classifier(x)[2], torch.cat([faces, again]))
    moved = (points[: len(faces)] - points[len(faces) :]).norm(dim=2).mean() / 2
    table.add("encoder: landmarks moved by", f"{moved:.3f}", "of the width")


def measure_translator(table, classifier, translator, generator, folder, size):
    """Does the face survive, and does the creature explain the portrait?"""
    torch.manual_seed(9)
    triples = torch.cat([load_kind(folder, kind, SIZE) for kind in ("hybrids-machine", "hybrids-cell")])
    faces = to_float(triples[:REFERENCES, 0])
    count = len(faces)
    creatures = in_batches(generator.synthesis, random_styles(generator, count, mixed=0.5)).clamp(-1, 1)
    creatures = same_size(creatures, size)

    def portraits(faces, creatures):
        return same_size(in_batches(translator, same_size(faces, size), creatures).clamp(-1, 1), SIZE)

    def points(pictures):
        return in_batches(lambda x: classifier(x)[2], pictures)

    own = portraits(faces, creatures)
    moved = (points(own) - points(faces)).norm(dim=2).mean() / 2
    others = (points(faces.roll(1, 0)) - points(faces)).norm(dim=2).mean() / 2
    table.add("translator: landmarks moved by", f"{moved:.3f}", f"of the width; another's face {others:.3f}")
    seen = photographic(faces, faces.roll(1, 0))
    moved = (points(portraits(seen, creatures)) - points(faces)).norm(dim=2).mean() / 2
    table.add("translator: the same, badly photographed", f"{moved:.3f}", "of the width")

    def look(pictures):
        """Colour and texture of a picture, wherever they are."""
        parts = [
            pictures.mean((2, 3)),
            pictures.std((2, 3)),
            (pictures - F.avg_pool2d(pictures, 5, 1, 2)).std((2, 3)),
        ]
        return torch.cat(parts, 1)

    looks = look(same_size(creatures, SIZE))
    mean, deviation = looks.mean(0), looks.std(0)
    portrait_looks = look(own)
    own_mean, own_deviation = portrait_looks.mean(0), portrait_looks.std(0)
    distance = torch.cdist((portrait_looks - own_mean) / own_deviation, (looks - mean) / deviation)
    rank = (distance < distance.diag()[:, None]).sum(1)
    for k in (1, 5):
        right = (rank < k).float().mean()
        note = f"of {count} creatures, chance {k / count:.2f}"
        table.add(f"translator: creature among the nearest {k}", f"{right:.2f}", note)


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--classifier", required=True)
    parser.add_argument(
        "--held-out", required=True, help="databases rendered with a seed nothing was trained on"
    )
    parser.add_argument("--generator", required=True)
    parser.add_argument("--sharpener")
    parser.add_argument("--encoder")
    parser.add_argument("--translator")
    parser.add_argument("--translator-size", type=int, default=64)
    parser.add_argument("--out", help="Markdown file for the table")
    parser.add_argument("--json", help="JSON file for the table")
    args = parser.parse_args()
    table = Table()
    classifier = load_classifier(args.classifier)
    pictures, kingdoms = measure_classifier(table, classifier, Known(args.held_out))
    generator = load_generator(args.generator)
    sharpen = load_sharpener(args.sharpener) if args.sharpener else torch.nn.Identity()
    resolution = generator.synthesis.resolution
    measure_generator(table, classifier, generator, sharpen, pictures, kingdoms, min(resolution, SIZE))
    if args.encoder:
        encoder = load_encoder(args.encoder, generator.layers)
        measure_encoder(table, generator, encoder, pictures, kingdoms, classifier)
    if args.translator:
        translator = load_translator(args.translator)
        measure_translator(table, classifier, translator, generator, args.held_out, args.translator_size)
    if args.out:
        with open(args.out, "w") as file:
            file.write(table.markdown())
    if args.json:
        with open(args.json, "w") as file:
            json.dump([{"what": a, "figure": b, "beside": c} for a, b, c in table.rows], file, indent=2)


if __name__ == "__main__":
    main()
