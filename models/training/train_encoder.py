"""Trains the encoder: python3 train_encoder.py RUN --generator RUN --data DATA [--config FILE] [--minutes M]

First of all on pairs of a creature and its styles, the creature seen through a bad camera, so that photographs land
somewhere sensible; then also on rendered faces, which must come back from the generator."""
import torch
import torch.nn.functional as F

from augment import photographic
from data import Mix
from encoder import SIZE, Encoder
from layers import same_size
from run import Run, arguments, settings
from runs import load_generator, load_judge, random_styles
from sheet import contact_sheet

DEFAULTS = {
    "width": 1.0,
    "batch": 16,
    "rate": 0.001,
    "style_mixed": 0.3,
    "picture_every": 4,
    "picture_weight": 2.0,
    "faces_weight": 1.0,
    "save_every_steps": 500,
    "seed": 1,
}


def likeness(pictures, truth, judge):
    """How far two batches are from one another: pixels at two scales and the discriminator's features."""
    near = (pictures - truth).abs().mean() + (F.avg_pool2d(pictures, 4) - F.avg_pool2d(truth, 4)).abs().mean()
    pairs = list(zip(judge.features(pictures), judge.features(truth)))
    return near + 0.5 * sum((a - b).abs().mean() for a, b in pairs) / len(pairs)


def main():
    parser = arguments(__doc__)
    parser.add_argument("--generator", required=True, help="the run whose creatures it shall read")
    parser.add_argument("--data", required=True, help="folder of the rendered databases")
    args = parser.parse_args()
    config = settings(DEFAULTS, args)
    run = Run(args, config)
    torch.manual_seed(config["seed"])
    generator = load_generator(args.generator, args.device)
    judge = load_judge(args.generator, args.device)
    faces = Mix(args.data, generator.synthesis.resolution, {"faces": 1.0}, args.device)
    encoder = Encoder(generator.layers, config["width"]).to(args.device)
    with torch.no_grad():
        w = random_styles(generator, 4096, args.device)[:, 0]
        encoder.mean.copy_(w.mean(0))
        encoder.spread.copy_(w.std(0))
    steps = torch.optim.Adam(encoder.parameters(), config["rate"], (0.9, 0.99))
    learnt = {"encoder": encoder, "optimizer": steps}
    done = run.resume(learnt, args.device)
    torch.manual_seed(config["seed"] + done)

    def keep():
        show(encoder, generator, faces, run.path("sheet.png"), args.device)
        run.keep(learnt, done)

    n = config["batch"]
    while run.left > 0:
        for group in steps.param_groups:
            group["lr"] = config["rate"] * max(0.05, min(1.0, run.left * 2))
        with torch.no_grad():
            ws = random_styles(generator, n, args.device, config["style_mixed"])
            creatures = generator.synthesis(ws).clamp(-1, 1)
            seen = photographic(same_size(creatures, SIZE), same_size(creatures.flip(0), SIZE))
        found = encoder(seen)
        code = ((found - ws) / encoder.spread).square().mean()
        loss, figures = code, {"code": code}
        if done % config["picture_every"] == 0:
            half = n // 2
            picture = likeness(generator.synthesis(found[:half]), creatures[:half], judge)
            real, _ = faces.batch(half)
            again = generator.synthesis(
                encoder(photographic(same_size(real, SIZE), same_size(real.flip(0), SIZE)))
            )
            face = likeness(again, real, judge)
            loss = loss + config["picture_weight"] * picture + config["faces_weight"] * face
            figures.update(picture=picture, face=face)
        steps.zero_grad(set_to_none=True)
        loss.backward()
        steps.step()
        done += 1
        run.note(f"step {done}", **figures)
        if done % config["save_every_steps"] == 0:
            keep()
    keep()
    run.say(f"stopped at step {done}")


@torch.no_grad()
def show(encoder, generator, faces, path, device):
    """Rows: rendered faces, as the encoder sees them, as they come back; creatures and as they come back."""
    count = 10
    real, _ = faces.batch(count)
    seen = photographic(same_size(real, SIZE), same_size(real.flip(0), SIZE))
    creatures = generator.synthesis(random_styles(generator, count, device)).clamp(-1, 1)
    rows = [real, F.interpolate(seen, size=real.shape[-1]), generator.synthesis(encoder(seen))]
    rows += [creatures, generator.synthesis(encoder(same_size(creatures, SIZE)))]
    contact_sheet(torch.cat(rows), path, count)


if __name__ == "__main__":
    main()
