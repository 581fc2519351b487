"""Trains the translator: python3 train_translator.py RUN --generator RUN --data DATA [--config FILE] [--minutes M]

CycleGAN-type training (Zhu et al. 2017) of one network for both directions, with the reference deciding which: an
adversarial loss, cycle consistency (the hybrid, given its own face, becomes that face) and identity (a face, given
itself, stays). Rendered triples of face, reference and hybrid supervise it directly; a share of each batch has the
generator's own creatures as references, as in the show, where only the losses without a truth apply."""
import torch
import torch.nn.functional as F

from augment import photographic
from data import load_factors, load_kind, to_float
from discriminator import Discriminator
from run import Run, arguments, settings
from runs import load_generator, random_styles
from sheet import contact_sheet
from translator import STYLE, Translator

DEFAULTS = {
    "size": 64,
    "batch": 16,
    "rate": 0.002,
    "creatures": 0.25,
    "adversarial": 0.1,
    "features": 0.5,
    "style": 0.5,
    "cycle": 0.25,
    "identity": 0.1,
    "r1": 0.5,
    "r1_every": 16,
    "save_every_kimg": 3.0,
    "seed": 1,
}
BANK = 384
HELD_OUT = 24


def pyramid(a, b):
    """Mean absolute difference at four scales."""
    return 0.5 * (a - b).abs().mean() + sum(
        (F.avg_pool2d(a, f) - F.avg_pool2d(b, f)).abs().mean() for f in (2, 4, 8)
    )


def texture(a, b):
    """Difference of the mean and spread of two lists of feature maps: how differently they are made, wherever."""
    pairs = [(x.flatten(2), y.flatten(2)) for x, y in zip(a, b)]
    return sum((x.mean(2) - y.mean(2)).abs().mean() + (x.std(2) - y.std(2)).abs().mean() for x, y in pairs)


def load_triples(folder, size):
    """The rendered triples [n, 3, 3, size, size] as bytes, machines and cells alternating. Only heads that are made
    of the reference all over: how far a partial one has got cannot be told from face and reference."""
    kinds = []
    for kind in ("hybrids-machine", "hybrids-cell"):
        triples = load_kind(folder, kind, size)
        if triples is not None:
            kinds.append(triples[load_factors(folder, kind)["whole"][: len(triples)].bool()])
    count = min([len(kind) for kind in kinds], default=0)
    if count == 0:
        raise SystemExit(f"{folder} holds no hybrids; render some: python3 render.py {folder} --hybrids 1600")
    return torch.stack([kind[:count] for kind in kinds], 1).flatten(0, 1)


@torch.no_grad()
def creature_bank(generator, size, count, device):
    """References as in the show: the generator's own creatures [count, 3, size, size]."""
    parts = []
    for _ in range(0, count, 16):
        pictures = generator.synthesis(random_styles(generator, 16, device, 0.5)).clamp(-1, 1)
        parts.append(F.interpolate(pictures, size=(size, size), mode="area"))
    return torch.cat(parts)


class Pair:
    def __init__(self, config, device):
        self.config = config
        place = {"device": device, "memory_format": torch.channels_last}
        self.translator = Translator().to(**place)
        self.average = Translator().to(**place)
        self.average.load_state_dict(self.translator.state_dict())
        self.average.requires_grad_(False)
        self.judge = Discriminator(config["size"], 0.75, STYLE).to(**place)
        self.judge.embedding.data.mul_(0.3)
        self.translator_steps = torch.optim.Adam(self.translator.parameters(), config["rate"], (0.5, 0.99))
        self.judge_steps = torch.optim.Adam(self.judge.parameters(), config["rate"], (0.0, 0.99))
        self.kimg = 0.0
        self.steps = 0

    def state(self):
        return {
            **{n: getattr(self, n).state_dict() for n in STATEFUL},
            "kimg": self.kimg,
            "steps": self.steps,
        }

    def restore(self, state):
        for name in STATEFUL:
            getattr(self, name).load_state_dict(state[name])
        self.kimg, self.steps = state["kimg"], state["steps"]

    def step(self, faces, seen, references, truth):
        """`seen` are the faces as photographed. The first rows have a truth, the rest only a reference."""
        config, n, known = self.config, len(faces), len(truth)
        figures = {}
        drawn = self.translator(seen, references)
        style = self.translator.style(references).detach() * 0.3

        self.judge.requires_grad_(True)
        real = self.judge(truth, style[:known])
        fake = self.judge(drawn.detach(), style)
        self._apply(self.judge_steps, F.relu(1 - real).mean() + F.relu(1 + fake).mean())
        if self.steps % config["r1_every"] == 0:
            watched = truth.clone().requires_grad_(True)
            (slope,) = torch.autograd.grad(
                self.judge(watched, style[:known]).sum(), watched, create_graph=True
            )
            penalty = slope.square().sum((1, 2, 3)).mean()
            self._apply(self.judge_steps, penalty * (config["r1"] / 2 * config["r1_every"]))

        self.judge.requires_grad_(False)
        logits, maps = self.judge(drawn, style, with_features=True)
        with torch.no_grad():
            wanted = self.judge.features(truth)
            made_of = self.judge.features(references)
        pixels = pyramid(drawn[:known], truth)
        features = sum((a[:known] - b).abs().mean() for a, b in zip(maps, wanted)) / len(wanted)
        fooled = -logits.mean()
        loss = pixels + config["features"] * features + config["adversarial"] * fooled
        figures.update(pixels=pixels, features=features, fooled=fooled)
        if known < n:
            made = texture([m[known:] for m in maps[:3]], [m[known:] for m in made_of[:3]])
            loss = loss + config["style"] * made
            figures.update(style=made)
        if self.steps % 2 == 0:
            # The face comes back from its portrait; moved and mirrored, it cannot simply be copied.
            shift = tuple(int(torch.randint(-10, 11, ())) for _ in range(2))
            back = self.translator(drawn, faces.flip(-1).roll(shift, (2, 3)))
            same = self.translator(faces[:4], faces[:4].flip(-1))
            cycle, identity = pyramid(back, faces), pyramid(same, faces[:4])
            loss = loss + config["cycle"] * cycle + config["identity"] * identity
            figures.update(cycle=cycle, identity=identity)
        self._apply(self.translator_steps, loss)
        with torch.no_grad():
            for slow, fast in zip(self.average.parameters(), self.translator.parameters()):
                slow.lerp_(fast, 0.004)
        self.steps += 1
        self.kimg += n / 1000
        return figures

    @staticmethod
    def _apply(optimizer, loss):
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()


STATEFUL = ("translator", "average", "judge", "translator_steps", "judge_steps")


@torch.no_grad()
def show(translator, triples, creatures, path):
    """Rows: face, rendered reference, rendered truth, portrait; creature, portrait; photographed, portrait."""
    rows = []
    faces, references, truth = (to_float(triples[:12, i]) for i in range(3))
    rows += [faces, references, truth, translator(faces, references)]
    rows += [creatures[:12], translator(faces, creatures[:12])]
    seen = photographic(faces, references)
    rows += [seen, translator(seen, creatures[:12])]
    contact_sheet(torch.cat(rows), path, 12, max(1, 128 // faces.shape[-1]))


def main():
    parser = arguments(__doc__)
    parser.add_argument("--generator", required=True, help="the run whose creatures are the references")
    parser.add_argument("--data", required=True, help="folder of the rendered databases")
    args = parser.parse_args()
    config = settings(DEFAULTS, args)
    run = Run(args, config)
    torch.manual_seed(config["seed"])
    generator = load_generator(args.generator, args.device)
    pair = Pair(config, args.device)
    triples = load_triples(args.data, config["size"])
    held_out, triples = triples[:HELD_OUT], triples[HELD_OUT:]
    if len(triples) == 0:
        raise SystemExit(f"{args.data} holds too few hybrids: more than {HELD_OUT} are needed")
    state = run.load(args.device)
    if state:
        pair.restore(state)
        run.say(f"goes on at {pair.kimg:.1f} kimg")
    torch.manual_seed(config["seed"] + pair.steps)
    creatures = creature_bank(generator, config["size"], BANK, args.device)
    saved = pair.kimg

    def keep():
        show(pair.average, held_out, creatures, run.path(f"sheet-{pair.kimg:06.1f}.png"))
        run.save(pair.state())

    n = config["batch"]
    known = n - int(n * config["creatures"])
    while run.left > 0:
        batch = to_float(triples[torch.randint(0, len(triples), (n,))]).to(args.device)
        mirrored = torch.rand(n) < 0.5
        batch[mirrored] = batch[mirrored].flip(-1)
        faces, references, truth = batch.unbind(1)
        references = torch.cat(
            [references[:known], creatures[torch.randint(0, len(creatures), (n - known,))]]
        )
        photographed = photographic(faces, references.roll(1, 0))
        seen = torch.where((torch.rand(n, 1, 1, 1) < 0.5).to(args.device), photographed, faces)
        run.note(f"kimg {pair.kimg:.2f}", **pair.step(faces, seen, references, truth[:known]))
        if pair.kimg - saved >= config["save_every_kimg"]:
            saved = pair.kimg
            keep()
    keep()
    run.say(f"stopped at {pair.kimg:.1f} kimg")


if __name__ == "__main__":
    main()
