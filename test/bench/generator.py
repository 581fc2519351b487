"""PyTorch's side of the generator bench: draws on demand. Lines in: "draw N" and "multiply"; out: milliseconds."""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../models/training"))
import torch
import torch.nn.functional as F

from export import SynthesisGraph
from generator import W_DIM, Generator
from layers import multiplications
from sharpener import Sharpener

SIDE = 1024
layers, sharpened, threads = int(sys.argv[1]), sys.argv[2] == "1", int(sys.argv[3])
torch.set_num_threads(threads)
torch.set_grad_enabled(False)
# The time does not depend on the values of the weights.
graph = SynthesisGraph(Generator(2 ** ((layers + 3) // 2)), Sharpener() if sharpened else torch.nn.Identity()).eval()
one = torch.randn(1, layers, W_DIM)
print(multiplications(lambda: graph(one)), flush=True)
square = torch.randn(SIDE, SIDE)
for line in sys.stdin:
    order = line.split()
    if order[0] == "draw":
        ws = torch.randn(int(order[1]), layers, W_DIM)
        begun = time.perf_counter()
        graph(ws)
    else:
        begun = time.perf_counter()
        square @ square
    print((time.perf_counter() - begun) * 1000, flush=True)
