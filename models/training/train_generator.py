"""Trains generator and discriminator: python3 train_generator.py RUN --data DATA [--config FILE] [--minutes M]

Non-saturating loss with lazy R1 (Mescheder et al. 2018, Karras et al. 2020). A part of each batch is bred across
kingdoms, by soft weights and by style mixing, and judged without class. A moving average of the generator is what
is exported. With `grow_from` a run of half the resolution is continued at `resolution`."""
import torch
import torch.nn.functional as F

import discriminator as discriminators
import generator as generators
from augment import for_discriminator
from data import Mix
from discriminator import Discriminator
from generator import Generator, Z_DIM
from run import Run, arguments, load_pieces, settings
from sheet import contact_sheet

DEFAULTS = {
    "resolution": 64,
    "width": 1.0,
    "batch": 16,
    "rate": 0.0025,
    "mapping_rate": 0.2,
    "r1": 0.5,
    "r1_every": 16,
    "average_kimg": 10.0,
    "mixed": 0.25,
    "mixed_after_kimg": 80.0,
    "mixed_weight": 0.6,
    "augment": 0.0,
    "half": False,
    "shares": {"faces": 0.28, "machines": 0.32, "cells": 0.24, "hybrids-machine": 0.08, "hybrids-cell": 0.08},
    "sheet_every_kimg": 4.0,
    "grow_from": "",
    "seed": 1,
}


class Pair:
    """Generator, discriminator, the generator's moving average and both optimisers."""

    def __init__(self, config, device):
        size, width = config["resolution"], config["width"]
        self.config, self.device = config, device
        self.dtype = torch.bfloat16 if config["half"] else torch.float32
        self.generator = self._placed(Generator(size, width))
        self.discriminator = self._placed(Discriminator(size, width))
        self.average = self._placed(Generator(size, width))
        self.kimg = self.grown_at = 0.0
        self.steps = 0
        if config["grow_from"]:
            self.grow(config["grow_from"])
        self.average.load_state_dict(self.generator.state_dict())
        self.average.requires_grad_(False)
        lazy = config["r1_every"] / (config["r1_every"] + 1)
        rate, mapping = config["rate"], self.generator.mapping
        self.generator_steps = torch.optim.Adam(
            [
                {"params": self.generator.synthesis.parameters()},
                {"params": mapping.parameters(), "lr": rate * config["mapping_rate"]},
            ],
            rate,
            (0.0, 0.99),
            eps=1e-8,
        )
        self.discriminator_steps = torch.optim.Adam(
            self.discriminator.parameters(), rate * lazy, (0.0, 0.99**lazy), eps=1e-8
        )

    def _placed(self, network):
        return network.to(self.device, memory_format=torch.channels_last)

    def grow(self, folder):
        state = load_pieces(folder)
        if state is None:
            raise SystemExit(f"grow_from: {folder} holds no checkpoint")
        size, width = self.config["resolution"], self.config["width"]
        small, judge = Generator(size // 2, width), Discriminator(size // 2, width)
        small.load_state_dict(state["generator"])
        judge.load_state_dict(state["discriminator"])
        self.generator.load_state_dict(generators.grow(small, width).state_dict())
        self.discriminator.load_state_dict(discriminators.grow(judge, size, width).state_dict())
        self.kimg = self.grown_at = state["kimg"]

    def state(self):
        parts = {name: getattr(self, name).state_dict() for name in STATEFUL}
        return {**parts, "kimg": self.kimg, "grown_at": self.grown_at, "steps": self.steps}

    def restore(self, state):
        for name in STATEFUL:
            getattr(self, name).load_state_dict(state[name])
        self.kimg, self.grown_at, self.steps = state["kimg"], state["grown_at"], state["steps"]

    def breed(self, kingdoms, mixed):
        """Generated pictures; the last `mixed` of them are bred across kingdoms. Also the kingdoms to judge by."""
        config, n = self.config, len(kingdoms)
        z = torch.randn(n, Z_DIM, device=self.device)
        asked, judged = kingdoms.clone(), kingdoms.clone()
        if mixed:
            soft = torch.distributions.Dirichlet(torch.full((3,), 0.4)).sample((mixed,))
            asked[n - mixed :] = soft.to(self.device)
            judged[n - mixed :] = 0
        ws = self.generator.styles(z, asked)
        if mixed:
            layers = torch.arange(self.generator.layers, device=self.device)
            cut = torch.randint(1, self.generator.layers, (mixed, 1), device=self.device)
            crossed = (torch.rand(mixed, 1, device=self.device) < config["mixed_weight"]) & (layers >= cut)
            other = ws[torch.randint(0, n, (mixed,), device=self.device)]
            ws = torch.cat([ws[: n - mixed], torch.where(crossed[:, :, None], other, ws[n - mixed :])])
        return self.generator.synthesis(ws, self.dtype), judged

    def step(self, pictures, kingdoms):
        """One step of both networks; returns the figures to note."""
        config, n = self.config, len(pictures)
        mixed = int(n * config["mixed"]) if self.kimg >= config["mixed_after_kimg"] else 0
        without = kingdoms.clone()
        without[:mixed] = 0
        figures = {}

        self.discriminator.requires_grad_(True)
        bred, judged = self.breed(kingdoms, mixed)
        both = for_discriminator(torch.cat([pictures, bred.detach()]), config["augment"])
        logits = self.discriminator(both, torch.cat([without, judged]), self.dtype)
        real, fake = logits[:n], logits[n:]
        loss = F.softplus(-real).mean() + F.softplus(fake).mean()
        self._apply(self.discriminator_steps, loss)
        figures.update(real=real.mean(), fake=fake.mean())

        if self.steps % config["r1_every"] == 0:
            seen = pictures.clone().requires_grad_(True)
            logits = self.discriminator(for_discriminator(seen, config["augment"]), without)
            (slope,) = torch.autograd.grad(logits.sum(), seen, create_graph=True)
            penalty = slope.square().sum((1, 2, 3)).mean()
            # The zero term keeps every parameter in the graph.
            loss = penalty * (config["r1"] / 2 * config["r1_every"]) + 0 * logits.sum()
            self._apply(self.discriminator_steps, loss)
            figures.update(r1=penalty)

        self.discriminator.requires_grad_(False)
        logits = self.discriminator(for_discriminator(bred, config["augment"]), judged, self.dtype)
        weight = torch.ones_like(logits)
        if mixed:
            weight[n - mixed :] = config["mixed_weight"]
        loss = (F.softplus(-logits) * weight).mean()
        self._apply(self.generator_steps, loss)
        figures.update(generator=loss)

        self.steps += 1
        self.kimg += n / 1000
        window = max(0.05, min(config["average_kimg"], (self.kimg - self.grown_at) * 0.05))
        keep = 0.5 ** (n / 1000 / window)
        with torch.no_grad():
            for slow, fast in zip(self.average.parameters(), self.generator.parameters()):
                slow.lerp_(fast, 1 - keep)
        return figures

    @staticmethod
    def _apply(optimizer, loss):
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)


STATEFUL = ("generator", "discriminator", "average", "generator_steps", "discriminator_steps")


@torch.no_grad()
def sample(generator, path, device, dtype=torch.float32):
    """Rows: human, machine, cell, soft weights, human with machine styles from layer 3, with cell styles from 5."""
    count = 12
    z = torch.randn(4 * count, Z_DIM, generator=torch.Generator().manual_seed(3)).to(device)
    rows = [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    soft = [(0.5, 0.5, 0)] * 4 + [(0.5, 0, 0.5)] * 4 + [(0.34, 0.33, 0.33)] * 4
    kingdoms = torch.tensor([row for row in rows for _ in range(count)] + soft, dtype=torch.float32)
    ws = generator.styles(z, kingdoms.to(device))
    pictures = [generator.synthesis(ws, dtype)]
    for donor, cut in ((1, 3), (2, 5)):
        crossed = ws[:count].clone()
        crossed[:, cut:] = ws[donor * count : (donor + 1) * count, cut:]
        pictures.append(generator.synthesis(crossed, dtype))
    contact_sheet(torch.cat(pictures), path, count, max(1, 96 // generator.synthesis.resolution))


def main():
    parser = arguments(__doc__)
    parser.add_argument("--data", required=True, help="folder of the rendered databases")
    args = parser.parse_args()
    config = settings(DEFAULTS, args)
    run = Run(args, config)
    torch.manual_seed(config["seed"])
    pair = Pair(config, args.device)
    mix = Mix(args.data, config["resolution"], config["shares"], args.device)
    state = run.load(args.device)
    if state:
        pair.restore(state)
        run.say(f"goes on at {pair.kimg:.1f} kimg")
    # Another stretch of the same run must not see the same batches again.
    torch.manual_seed(config["seed"] + pair.steps)
    shown = pair.kimg

    def keep():
        sample(pair.average, run.path(f"sheet-{pair.kimg:06.1f}.png"), args.device, pair.dtype)
        run.save(pair.state())

    while run.left > 0:
        figures = pair.step(*mix.batch(config["batch"]))
        run.note(f"kimg {pair.kimg:.2f}", **figures)
        if pair.kimg - shown >= config["sheet_every_kimg"]:
            shown = pair.kimg
            keep()
    keep()
    run.say(f"stopped at {pair.kimg:.1f} kimg")


if __name__ == "__main__":
    main()
