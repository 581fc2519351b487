"""PyTorch's side of the generator bench: draws on demand. A line in: how many; out: milliseconds."""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../models/training"))
import torch

from export import SynthesisGraph
from generator import W_DIM, Generator
from layers import multiplications
from sharpener import Sharpener

resolution, width, sharpened, threads = (
    int(sys.argv[1]),
    float(sys.argv[2]),
    sys.argv[3] == "1",
    int(sys.argv[4]),
)
torch.set_num_threads(threads)
torch.set_grad_enabled(False)
# The time does not depend on the values of the weights.
generator = Generator(resolution, width)
graph = SynthesisGraph(generator, Sharpener() if sharpened else torch.nn.Identity()).eval()
one = torch.randn(1, generator.layers, W_DIM)
print(multiplications(lambda: graph(one)), flush=True)
for line in sys.stdin:
    ws = torch.randn(int(line), generator.layers, W_DIM)
    begun = time.perf_counter()
    graph(ws)
    print((time.perf_counter() - begun) * 1000, flush=True)
