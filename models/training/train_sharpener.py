"""Trains the sharpener: python3 train_sharpener.py RUN --generator RUN --data DATA [--config FILE] [--minutes M]

On patches. Rendered pictures, made small and somewhat unsharp, must come back as they were; the generator's own
creatures must look as sharp as rendered ones and, made small again, be what they were."""
import torch
import torch.nn.functional as F

from data import Mix
from datasets.canvas import blur
from run import Run, arguments, settings
from runs import load_generator, random_styles
from sharpener import PatchJudge, Sharpener
from sheet import contact_sheet

DEFAULTS = {
    "batch": 16,
    "patch": 32,
    "rate": 0.001,
    "adversarial": 0.03,
    "features": 0.3,
    "r1": 0.5,
    "r1_every": 16,
    "unsharp": 0.5,
    "shares": {"faces": 0.4, "machines": 0.3, "cells": 0.2, "hybrids-machine": 0.05, "hybrids-cell": 0.05},
    "save_every_steps": 500,
    "seed": 1,
}


def cropped(pictures, size, scale=1, at=None):
    """The same random patch of `size` of every picture, or the one at `at` times `scale`; and where it was."""
    room = pictures.shape[-1] // scale - size
    top, left = at if at else (int(torch.randint(0, room + 1, ())), int(torch.randint(0, room + 1, ())))
    size, y, x = size * scale, top * scale, left * scale
    return pictures[:, :, y : y + size, x : x + size], (top, left)


def main():
    parser = arguments(__doc__)
    parser.add_argument("--generator", required=True, help="the run whose creatures shall be sharpened")
    parser.add_argument(
        "--data", required=True, help="folder of databases of twice the generator's resolution"
    )
    args = parser.parse_args()
    config = settings(DEFAULTS, args)
    run = Run(args, config)
    torch.manual_seed(config["seed"])
    generator = load_generator(args.generator, args.device)
    small = generator.synthesis.resolution
    mix = Mix(args.data, small * 2, config["shares"], args.device)
    sharpener, judge = Sharpener().to(args.device), PatchJudge().to(args.device)
    average = Sharpener().to(args.device)
    average.load_state_dict(sharpener.state_dict())
    sharpener_steps = torch.optim.Adam(sharpener.parameters(), config["rate"], (0.0, 0.99))
    judge_steps = torch.optim.Adam(judge.parameters(), config["rate"], (0.0, 0.99))
    parts = {
        "sharpener": sharpener,
        "judge": judge,
        "average": average,
        "sharpener_steps": sharpener_steps,
        "judge_steps": judge_steps,
    }
    done = run.resume(parts, args.device)
    torch.manual_seed(config["seed"] + done)

    def keep():
        show(average, generator, mix, run.path("sheet.png"), args.device)
        run.keep(parts, done)

    def apply(optimizer, loss):
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()

    n, patch = config["batch"], config["patch"]
    while run.left > 0:
        for group in sharpener_steps.param_groups:
            group["lr"] = config["rate"] * max(0.05, min(1.0, run.left * 3))
        real, _ = mix.batch(n)
        with torch.no_grad():
            ws = random_styles(generator, n // 2, args.device, 0.3)
            creatures, _ = cropped(generator.synthesis(ws).clamp(-1, 1), patch)
            unsharp = F.avg_pool2d(real, 2)
            unsharp = blur(unsharp, 0.7) if torch.rand(()) < config["unsharp"] else unsharp
            given, at = cropped(unsharp, patch)
            truth, _ = cropped(real, patch, 2, at)
        given = torch.cat([given, creatures])
        drawn = sharpener(given)

        judge.requires_grad_(True)
        logits, _ = judge(truth)
        fakes, _ = judge(drawn.detach())
        apply(judge_steps, F.softplus(-logits).mean() + F.softplus(fakes).mean())
        if done % config["r1_every"] == 0:
            seen = truth.clone().requires_grad_(True)
            logits, _ = judge(seen)
            (slope,) = torch.autograd.grad(logits.sum(), seen, create_graph=True)
            penalty = slope.square().sum((1, 2, 3)).mean()
            apply(judge_steps, penalty * (config["r1"] / 2 * config["r1_every"]) + 0 * logits.sum())

        judge.requires_grad_(False)
        logits, maps = judge(drawn)
        with torch.no_grad():
            _, wanted = judge(truth)
        pixels = (drawn[:n] - truth).abs().mean()
        faithful = (F.avg_pool2d(drawn[n:], 2) - creatures).abs().mean()
        features = sum((a[:n] - b).abs().mean() for a, b in zip(maps, wanted)) / len(wanted)
        fooled = F.softplus(-logits).mean()
        loss = pixels + faithful + config["features"] * features + config["adversarial"] * fooled
        apply(sharpener_steps, loss)
        with torch.no_grad():
            for slow, fast in zip(average.parameters(), sharpener.parameters()):
                slow.lerp_(fast, 0.005)
        done += 1
        run.note(f"step {done}", pixels=pixels, faithful=faithful, features=features, fooled=fooled)
        if done % config["save_every_steps"] == 0:
            keep()
    keep()
    run.say(f"stopped at step {done}")


@torch.no_grad()
def show(sharpener, generator, mix, path, device):
    """Rows: rendered, made small and interpolated, sharpened; creatures interpolated, sharpened."""
    count = 10
    real, _ = mix.batch(count)
    small = F.avg_pool2d(real, 2)
    creatures = generator.synthesis(random_styles(generator, count, device, 0.5))

    def interpolated(pictures):
        return F.interpolate(pictures, scale_factor=2, mode="bicubic", align_corners=False)

    rows = [real, interpolated(small), sharpener(small), interpolated(creatures), sharpener(creatures)]
    contact_sheet(torch.cat(rows), path, count)


if __name__ == "__main__":
    main()
