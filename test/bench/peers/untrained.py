"""Writes an untrained generator and its manifest.json, for speed alone, and a network that multiplies two matrices:

    untrained.py MODELS NAME RESOLUTION WIDTH SIDE"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../models/training"))
import torch

from export import OUTPUT, MappingGraph, SynthesisGraph, add_entry, stored_as_half, write_graph
from generator import KINGDOMS, W_DIM, Z_DIM, Generator

models, name, resolution, width, side = (
    sys.argv[1],
    sys.argv[2],
    int(sys.argv[3]),
    float(sys.argv[4]),
    int(sys.argv[5]),
)


class Product(torch.nn.Module):
    def forward(self, a, b):
        return a @ b


torch.manual_seed(1)
torch.set_grad_enabled(False)
generator = Generator(resolution, width).eval()
stored_as_half(generator)
os.makedirs(os.path.join(models, "weights"), exist_ok=True)
shape = {"resolution": OUTPUT, "layers": generator.layers, "zDim": Z_DIM, "wDim": W_DIM}
networks = {
    "mapping": (
        MappingGraph(generator),
        {"z": torch.randn(2, Z_DIM), "kingdom": torch.rand(2, len(KINGDOMS))},
        "w",
    ),
    "synthesis": (
        SynthesisGraph(generator, torch.nn.Identity()),
        {"ws": torch.randn(2, generator.layers, W_DIM)},
        "pixels",
    ),
}
files = {}
for network, (graph, inputs, output) in networks.items():
    files[network] = f"{name}.{network}.onnx"
    path = os.path.join(models, "weights", files[network])
    write_graph(graph, tuple(inputs.values()), path, list(inputs), [output])
add_entry(models, name, "generator", files, shape, "CC0-1.0")
square = torch.rand(side, side)
write_graph(Product(), (square, square), os.path.join(models, "product.onnx"), ["a", "b"], ["ab"])
