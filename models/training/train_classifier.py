"""Trains the classifier that evaluate.py measures with: python3 train_classifier.py RUN --data DATA [--minutes M]

On rendered pictures and what the renderer knows of them: kingdom (soft for hybrids), template, landmarks."""
import torch
import torch.nn.functional as F

from augment import photographic
from classifier import SIZE, Classifier
from data import HYBRID, KINDS, load_factors, load_kind, to_float
from datasets.machines import TEMPLATES as MACHINES
from run import Run, arguments, settings
from runs import checkpoint

DEFAULTS = {"batch": 24, "rate": 0.001, "augmented": 0.3, "save_every_steps": 500, "seed": 1}
UNKNOWN = -1
FIRST_TEMPLATE = {"faces": 0, "machines": 1, "cells": 1 + len(MACHINES)}


class Known:
    """All pictures of a folder with what is known of them: kingdoms [n, 3], templates [n] (-1 = has none) and
    landmarks [n, 6, 2] (NaN where there is no face)."""

    def __init__(self, folder):
        pictures, kingdoms, templates, landmarks = [], [], [], []
        for kind, weights in KINDS.items():
            found = load_kind(folder, kind, SIZE)
            if found is None:
                continue
            factors = load_factors(folder, kind)
            n = len(found)
            pictures.append(found[:, HYBRID] if found.dim() == 5 else found)
            kingdoms.append(torch.tensor(weights).expand(n, 3))
            if kind in FIRST_TEMPLATE:
                own = factors.get("template", torch.zeros(n, dtype=torch.long))[:n]
                templates.append(own.long() + FIRST_TEMPLATE[kind])
            else:
                templates.append(torch.full((n,), UNKNOWN))
            nowhere = torch.full((n, 6, 2), float("nan"))
            landmarks.append(factors["landmarks"][:n] if "landmarks" in factors else nowhere)
        if not pictures:
            raise SystemExit(f"{folder} holds no database; render one: python3 render.py {folder}")
        self.pictures, self.kingdoms = torch.cat(pictures), torch.cat(kingdoms)
        self.templates, self.landmarks = torch.cat(templates), torch.cat(landmarks)

    def of(self, rows):
        return to_float(self.pictures[rows]), self.kingdoms[rows], self.templates[rows], self.landmarks[rows]


def loss_of(classifier, pictures, kingdoms, templates, landmarks):
    kingdom, template, points, _ = classifier(pictures)
    seen = ~landmarks.isnan().flatten(1).any(1)
    named = templates != UNKNOWN
    parts = {
        "kingdom": -(F.log_softmax(kingdom, 1) * kingdoms).sum(1).mean(),
        "template": F.cross_entropy(template[named], templates[named]) if named.any() else template.sum() * 0,
        "landmarks": (points[seen] - landmarks[seen]).abs().mean() if seen.any() else points.sum() * 0,
    }
    return parts["kingdom"] + 0.5 * parts["template"] + 4 * parts["landmarks"], parts


def load_classifier(folder, device="cpu"):
    classifier = Classifier().to(device)
    classifier.load_state_dict(checkpoint(folder, device)["classifier"])
    return classifier.requires_grad_(False).eval()


def main():
    parser = arguments(__doc__)
    parser.add_argument(
        "--data", required=True, help="folder of databases that no other network was trained on"
    )
    args = parser.parse_args()
    config = settings(DEFAULTS, args)
    run = Run(args, config)
    torch.manual_seed(config["seed"])
    known = Known(args.data)
    classifier = Classifier().to(args.device)
    steps = torch.optim.Adam(classifier.parameters(), config["rate"])
    learnt = {"classifier": classifier, "optimizer": steps}
    done = run.resume(learnt, args.device)
    torch.manual_seed(config["seed"] + done)

    n = config["batch"]
    while run.left > 0:
        for group in steps.param_groups:
            group["lr"] = config["rate"] * max(0.03, min(1.0, run.left * 2))
        pictures, kingdoms, templates, landmarks = known.of(torch.randint(0, len(known.pictures), (n,)))
        seen = photographic(pictures, pictures.roll(1, 0))
        chosen = torch.rand(n, 1, 1, 1) < config["augmented"]
        pictures = torch.where(chosen, seen, pictures)
        batch = [x.to(args.device) for x in (pictures, kingdoms, templates, landmarks)]
        loss, parts = loss_of(classifier, *batch)
        steps.zero_grad(set_to_none=True)
        loss.backward()
        steps.step()
        done += 1
        run.note(f"step {done}", **parts)
        if done % config["save_every_steps"] == 0:
            run.keep(learnt, done)
    run.keep(learnt, done)
    run.say(f"stopped at step {done}")


if __name__ == "__main__":
    main()
