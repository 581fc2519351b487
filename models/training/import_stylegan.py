"""Brings a StyleGAN2 or StyleGAN2-ADA network in the official PyTorch format to the engine's contract:

    python3 import_stylegan.py NETWORK.pkl --code FOLDER --name NAME [--models ..]

FOLDER is the reference code the pickle was made with (it holds dnnlib/ and torch_utils/): a pickle cannot be opened
without it, and it is yours to supply, like the network and the right to show it. The network's numbers are taken
over into the modules below, which are written after the papers (Karras et al. 2019, 2020) and hold constant weights;
the import is refused unless they draw what the network's own code draws. Opening a pickle runs its code: open none
you do not trust.

A network without classes ignores the kingdoms; one with three classes takes them in the order human, machine, cell."""
import argparse
import json
import math
import os
import pickle
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F

from analysis import rounded
from export import PARITY_CODES, Parity, add_entry, stored_as_half, write_graph
from layers import leaky

SAMPLES = 4096
CHECKED = 8
# Of the picture's range -1..1: half a step of 1/255.
ALLOWED = 0.004
FILTER = (1.0, 3.0, 3.0, 1.0)


class Refused(Exception):
    """Why a network cannot be imported, for a person."""


def fir(x, gain, before, after):
    """The filter of the reference, [1, 3, 3, 1] both ways and normalised, after padding with zeros."""
    line = torch.tensor(FILTER) / sum(FILTER) * math.sqrt(gain)
    # A plain number becomes a constant of the exported graph.
    count = int(x.shape[1])
    x = F.pad(x, (before, after, before, after))
    x = F.conv2d(x, line.view(1, 1, 1, -1).repeat(count, 1, 1, 1), groups=count)
    return F.conv2d(x, line.view(1, 1, -1, 1).repeat(count, 1, 1, 1), groups=count)


def doubled(picture):
    """Twice the size: zeros between the pixels, then the filter."""
    count = int(picture.shape[1])
    spaced = torch.ones(count, 1, 1, 1)
    spread = F.conv_transpose2d(picture, spaced, stride=2, output_padding=1, groups=count)
    return fir(spread, 4, 2, 1)


class Affine(nn.Module):
    def __init__(self, state, name, rate=1.0):
        super().__init__()
        weight = state[f"{name}.weight"].float()
        self.weight = nn.Parameter(weight * (rate / math.sqrt(weight.shape[1])))
        self.bias = nn.Parameter(state[f"{name}.bias"].float() * rate)

    def forward(self, x):
        return F.linear(x, self.weight.float(), self.bias)


class Mapping(nn.Module):
    def __init__(self, state, layers, rate):
        super().__init__()
        self.embed = Affine(state, "mapping.embed") if "mapping.embed.weight" in state else None
        self.layers = nn.ModuleList([Affine(state, f"mapping.fc{i}", rate) for i in range(layers)])

    def forward(self, z, kingdom):
        def normal(x):
            return x * torch.rsqrt(x.square().mean(1, keepdim=True) + 1e-8)

        x = normal(z)
        # Without classes the kingdoms count for nothing, but they stay an input of the graph.
        x = torch.cat([x, normal(self.embed(kingdom))], 1) if self.embed else x + 0 * kingdom.sum()
        for layer in self.layers:
            x = leaky(layer(x))
        return x


class Layer(nn.Module):
    """A modulated convolution with its noise, which is the network's constant one."""

    def __init__(self, state, name, up, clamp):
        super().__init__()
        self.affine = Affine(state, f"{name}.affine")
        self.weight = nn.Parameter(state[f"{name}.weight"].float())
        self.bias = nn.Parameter(state[f"{name}.bias"].float())
        noise = state[f"{name}.noise_const"] * state[f"{name}.noise_strength"]
        self.register_buffer("noise", noise.float()[None, None])
        self.up, self.clamp = up, clamp

    def forward(self, x, w):
        style = self.affine(w)
        weight = self.weight.float()
        x = x * style[:, :, None, None]
        if self.up:
            x = fir(F.conv_transpose2d(x, weight.transpose(0, 1), stride=2), 4, 1, 1)
        else:
            x = F.conv2d(x, weight, padding=1)
        norm = torch.rsqrt(style.square() @ weight.square().sum((2, 3)).t() + 1e-8)
        x = leaky(x * norm[:, :, None, None] + self.noise + self.bias[None, :, None, None])
        return x if self.clamp is None else x.clamp(-self.clamp, self.clamp)


class ToRgb(nn.Module):
    def __init__(self, state, name, clamp):
        super().__init__()
        self.affine = Affine(state, f"{name}.affine")
        weight = state[f"{name}.weight"].float()
        self.weight = nn.Parameter(weight / math.sqrt(weight[0].numel()))
        self.bias = nn.Parameter(state[f"{name}.bias"].float())
        self.clamp = clamp

    def forward(self, x, w):
        style = self.affine(w)
        x = F.conv2d(x * style[:, :, None, None], self.weight.float()) + self.bias[None, :, None, None]
        return x if self.clamp is None else x.clamp(-self.clamp, self.clamp)


class Synthesis(nn.Module):
    """ws [n, layers, w] to pictures [n, 3, resolution, resolution] in about -1..1."""

    def __init__(self, state, resolution, clamp):
        super().__init__()
        self.constant = nn.Parameter(state["synthesis.b4.const"].float()[None])
        sizes = [2**i for i in range(2, int(math.log2(resolution)) + 1)]
        self.first = nn.ModuleList(
            [Layer(state, f"synthesis.b{size}.conv0", True, clamp) for size in sizes if size > 4]
        )
        self.second = nn.ModuleList(
            [Layer(state, f"synthesis.b{size}.conv1", False, clamp) for size in sizes]
        )
        self.to_rgb = nn.ModuleList([ToRgb(state, f"synthesis.b{size}.torgb", clamp) for size in sizes])

    def forward(self, ws):
        x = self.constant.float().repeat(ws.shape[0], 1, 1, 1)
        picture = None
        for i, (second, to_rgb) in enumerate(zip(self.second, self.to_rgb)):
            if i > 0:
                x = self.first[i - 1](x, ws[:, 2 * i - 1])
            x = second(x, ws[:, 2 * i])
            drawn = to_rgb(x, ws[:, 2 * i + 1])
            picture = drawn if picture is None else doubled(picture) + drawn
        return picture


class SynthesisGraph(nn.Module):
    """The contract: bytes [n, height, width, 3]."""

    def __init__(self, synthesis):
        super().__init__()
        self.synthesis = synthesis

    def forward(self, ws):
        pictures = (self.synthesis(ws) * 127.5 + 127.5).clamp(0, 255) + 0.5
        return pictures.floor().to(torch.uint8).permute(0, 2, 3, 1)


def open_network(file, code):
    """The network as its own code opens it. Raises Refused where it cannot be."""
    if not os.path.isdir(code):
        raise Refused(f"{code} is not a folder: name the reference code with --code")
    sys.path.insert(0, os.path.abspath(code))
    try:
        with open(file, "rb") as source:
            network = pickle.load(source)
    except ModuleNotFoundError as error:
        raise Refused(f"{file} needs {error.name}, which is not in {code}") from error
    except (pickle.UnpicklingError, EOFError, AttributeError) as error:
        raise Refused(f"{file} is not a network pickle of that code: {error}") from error
    network = network.get("G_ema") if isinstance(network, dict) else network
    if not isinstance(network, nn.Module):
        raise Refused(f"{file} holds no G_ema: older formats must first be converted with the reference code")
    return network.float().eval().requires_grad_(False)


def rebuilt(network):
    """Mapping and synthesis with the network's numbers. Raises Refused for what it is not made for."""
    state = network.state_dict()
    if network.c_dim not in (0, 3):
        raise Refused(
            f"the network has {network.c_dim} classes: none, or human, machine and cell can be imported"
        )
    first = getattr(network.synthesis, "b4", None)
    if first is None or "synthesis.b4.conv1.affine.weight" not in state:
        raise Refused("the network is not a StyleGAN2: its synthesis has no block b4 with modulated layers")
    if getattr(first, "architecture", "skip") != "skip":
        raise Refused(f'the architecture "{first.architecture}" cannot be imported, only "skip"')
    rate = getattr(network.mapping.fc0, "bias_gain", 0.01)
    mapping = Mapping(state, network.mapping.num_layers, rate)
    synthesis = Synthesis(state, network.img_resolution, getattr(first.conv1, "conv_clamp", None))
    return mapping.eval().requires_grad_(False), synthesis.eval().requires_grad_(False)


@torch.no_grad()
def difference(network, mapping, synthesis):
    """The largest difference from the network's own forward pass, over a few codes."""
    torch.manual_seed(3)
    z, kingdom = torch.randn(CHECKED, network.z_dim), F.one_hot(torch.arange(CHECKED) % 3, 3).float()
    ws = network.mapping(z, kingdom if network.c_dim else None)
    own = mapping(z, kingdom)
    pictures = network.synthesis(ws, noise_mode="const", force_fp32=True)
    drawn = synthesis(own[:, None].repeat(1, network.num_ws, 1))
    return max(float((ws[:, 0] - own).abs().max()), float((pictures - drawn).abs().max()))


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("network")
    parser.add_argument("--code", required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--models", default="..")
    parser.add_argument("--parity", help="folder for the answers to compare with")
    parser.add_argument("--licence", default="unknown: ask whoever trained it")
    args = parser.parse_args()
    try:
        network = open_network(args.network, args.code)
        mapping, synthesis = rebuilt(network)
        found = difference(network, mapping, synthesis)
        if not found <= ALLOWED:
            raise Refused(
                f"the rebuilt network differs from its own code by {found:.4f}, more than {ALLOWED}"
            )
    except Refused as refusal:
        sys.exit(str(refusal))
    print(f"the rebuilt network draws what its own code draws, to {found:.6f} of -1..1")

    torch.manual_seed(1)
    kingdoms = F.one_hot(torch.arange(SAMPLES) % 3, 3).float()
    w = mapping(torch.randn(SAMPLES, network.z_dim), kingdoms)
    means = [rounded(w[kingdoms[:, k] == 1].mean(0)) for k in range(3)]
    stats = {"wAverage": rounded(w.mean(0)), "kingdomMeans": means}
    z, kingdom = torch.randn(PARITY_CODES, network.z_dim), kingdoms[:PARITY_CODES]
    ws = mapping(z, kingdom)[:, None].repeat(1, network.num_ws, 1)
    graphs = {
        "mapping": (mapping, {"z": z, "kingdom": kingdom}, "w"),
        "synthesis": (SynthesisGraph(synthesis), {"ws": ws}, "pixels"),
    }
    parity = Parity(args.parity)
    weights = os.path.join(args.models, "weights")
    os.makedirs(weights, exist_ok=True)
    files = {}
    for role, (graph, inputs, output) in graphs.items():
        parity.ask(role, graph, inputs)
        stored_as_half(graph)
        files[role] = f"{args.name}.{role}.onnx"
        example = tuple(value[:2].contiguous() for value in inputs.values())
        write_graph(graph, example, os.path.join(weights, files[role]), list(inputs), [output])
    files["stats"] = f"{args.name}.stats.json"
    with open(os.path.join(weights, files["stats"]), "w") as file:
        json.dump(stats, file)
    shape = {"resolution": network.img_resolution, "layers": network.num_ws}
    shape.update(zDim=network.z_dim, wDim=network.w_dim)
    add_entry(args.models, args.name, "generator", files, shape, args.licence, default=False)
    print(f'"{args.name}" is in {args.models}/manifest.json: choose it with generator.model')


if __name__ == "__main__":
    main()
