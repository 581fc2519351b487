"""Reading networks back from the runs that trained them."""
import torch

from discriminator import Discriminator
from encoder import Encoder
from generator import Generator, Z_DIM
from layers import CHANNELS
from run import load_pieces
from sharpener import Sharpener
from translator import Translator

# Visitors are human: most random codes are too.
KINGDOM_PRIOR = torch.tensor([1.2, 0.25, 0.25])


def checkpoint(folder, device="cpu"):
    """The state a run last saved. Ends the program where there is none."""
    state = load_pieces(folder + "/checkpoint", device)
    if state is None:
        raise SystemExit(f"{folder} holds no checkpoint; train it first")
    return state


def _shape(state):
    width = state["synthesis.constant"].shape[1] / CHANNELS[4]
    blocks = {name.split(".")[2] for name in state if name.startswith("synthesis.blocks.")}
    return 4 * 2 ** len(blocks), width


def load_generator(folder, device="cpu"):
    """The moving average of a generator's run, not to be trained further."""
    state = checkpoint(folder, device)["average"]
    generator = Generator(*_shape(state)).to(device)
    generator.load_state_dict(state)
    return generator.requires_grad_(False).eval()


def load_judge(folder, device="cpu"):
    """The discriminator of a generator's run, not to be trained further."""
    state = checkpoint(folder, device)
    judge = Discriminator(*_shape(state["average"])).to(device)
    judge.load_state_dict(state["discriminator"])
    return judge.requires_grad_(False).eval()


def load_encoder(folder, layers, device="cpu"):
    state = checkpoint(folder, device)["encoder"]
    encoder = Encoder(layers, state["from_rgb.weight"].shape[0] / CHANNELS[64]).to(device)
    encoder.load_state_dict(state)
    return encoder.requires_grad_(False).eval()


def random_styles(generator, count, device="cpu", mixed=0.0):
    """ws [count, layers, 256] of random codes; a `mixed` share of them with another's fine layers."""
    kingdom = torch.distributions.Dirichlet(KINGDOM_PRIOR).sample((count,)).to(device)
    ws = generator.styles(torch.randn(count, Z_DIM, device=device), kingdom).clone()
    cut = torch.randint(2, generator.layers, (count, 1), device=device)
    crossed = (torch.rand(count, 1, device=device) < mixed) & (
        torch.arange(generator.layers, device=device) >= cut
    )
    return torch.where(crossed[:, :, None], ws[torch.randperm(count, device=device)], ws)


def load_translator(folder, device="cpu"):
    """The moving average of a translator's run, not to be trained further."""
    translator = Translator().to(device)
    translator.load_state_dict(checkpoint(folder, device)["average"])
    return translator.requires_grad_(False).eval()


def load_sharpener(folder, device="cpu"):
    sharpener = Sharpener().to(device)
    sharpener.load_state_dict(checkpoint(folder, device)["average"])
    return sharpener.requires_grad_(False).eval()
