"""Exports trained networks as the engine takes them:

    python3 export.py --models ../ --name tour-128 --generator RUN [--sharpener RUN] [--encoder RUN]
                      [--translator RUN] [--names FILE] [--parity FOLDER]

Writes weights/NAME.*.onnx, NAME.stats.json and their entries in manifest.json, which become the default. Weights are
stored as 16-bit floats and computed with as 32-bit ones. With --parity the answers of the networks as they were
trained are written too: `npm run models -- parity FOLDER` compares ONNX Runtime's with them."""
import argparse
import hashlib
import inspect
import json
import os
import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F

from analysis import statistics
from encoder import SIZE as ENCODER_SIZE
from generator import W_DIM, Z_DIM
from layers import enlarged, same_size
from runs import load_encoder, load_generator, load_sharpener, load_translator, random_styles

OUTPUT = 256
PARITY_CODES = 64
PARITY_PHOTOS = 16


def quantised(pictures):
    """About -1..1 to bytes [n, 256, 256, 3], interpolated up where they are smaller."""
    pictures = enlarged(pictures, OUTPUT // int(pictures.shape[-1]))
    pictures = (pictures * 127.5 + 127.5).clamp(0, 255) + 0.5
    return pictures.floor().to(torch.uint8).permute(0, 2, 3, 1)


def from_photo(photo, size):
    """Bytes [n, 256, 256, 3] to pictures of `size` in -1..1."""
    pictures = photo.float().permute(0, 3, 1, 2) / 127.5 - 1
    return F.avg_pool2d(pictures, OUTPUT // size)


class MappingGraph(nn.Module):
    def __init__(self, generator):
        super().__init__()
        self.mapping = generator.mapping

    def forward(self, z, kingdom):
        return self.mapping(z, kingdom)


class SynthesisGraph(nn.Module):
    def __init__(self, generator, sharpener):
        super().__init__()
        self.synthesis, self.sharpener = generator.synthesis, sharpener

    def forward(self, ws):
        return quantised(self.sharpener(self.synthesis(ws)))


class EncoderGraph(nn.Module):
    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, photo):
        return self.encoder(from_photo(photo, ENCODER_SIZE))


class TranslatorGraph(nn.Module):
    """Draws the chosen creature itself: its styles are all that the engine has to send."""

    def __init__(self, translator, generator, sharpener, size):
        super().__init__()
        self.translator, self.synthesis, self.sharpener = translator, generator.synthesis, sharpener
        self.size = size

    def forward(self, photo, ws):
        creature = same_size(self.synthesis(ws).clamp(-1, 1), self.size)
        return quantised(self.sharpener(self.translator(from_photo(photo, self.size), creature)))


def stored_as_half(module):
    """Rounds the weights to 16 bits; biases and buffers stay."""
    for parameter in module.parameters():
        if parameter.dim() > 1:
            parameter.data = parameter.data.half()


def write_graph(graph, example, path, inputs, outputs):
    options = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
    # The tracer warns of every plain number; parity is what shows that they are right.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            graph,
            example,
            path,
            opset_version=17,
            input_names=inputs,
            output_names=outputs,
            # Folding would turn the 16-bit weights into 32-bit ones, twice the file; the runtime does it when it opens.
            do_constant_folding=False,
            dynamic_axes={name: {0: "n"} for name in inputs + outputs},
            **options,
        )


class Parity:
    """Collects what the networks answer as they were trained."""

    def __init__(self, folder):
        self.folder, self.cases = folder, []
        if folder:
            os.makedirs(folder, exist_ok=True)

    def ask(self, network, graph, inputs):
        """Runs the network one code at a time, as the show does, and writes down what it was asked and answered."""
        if not self.folder:
            return
        count = len(next(iter(inputs.values())))
        answer = torch.cat([graph(*[value[i : i + 1] for value in inputs.values()]) for i in range(count)])
        case = {"network": network, "inputs": {}, "answer": self._file(f"{network}.answer", answer)}
        for name, value in inputs.items():
            case["inputs"][name] = self._file(f"{network}.{name}", value)
        self.cases.append(case)
        with open(os.path.join(self.folder, "parity.json"), "w") as file:
            json.dump(self.cases, file, indent=2)

    def _file(self, name, value):
        value.contiguous().numpy().tofile(os.path.join(self.folder, name))
        kind = "uint8" if value.dtype == torch.uint8 else "float32"
        return {"file": name, "type": kind, "shape": list(value.shape)}


def noise_photos(count):
    """Smooth noise as photographs [count, 256, 256, 3]: parity needs no faces."""
    coarse = torch.rand(count, 3, 16, 16, generator=torch.Generator().manual_seed(2))
    fine = F.interpolate(coarse, size=(OUTPUT, OUTPUT), mode="bicubic", align_corners=False)
    return (fine.clamp(0, 1) * 255).to(torch.uint8).permute(0, 2, 3, 1).contiguous()


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--models", default="..", help="folder of manifest.json")
    parser.add_argument(
        "--name", required=True, help="the generator's name; its companions are NAME-encoder and so on"
    )
    parser.add_argument("--generator", required=True)
    parser.add_argument("--sharpener")
    parser.add_argument("--encoder")
    parser.add_argument("--translator")
    parser.add_argument("--translator-size", type=int, default=64)
    parser.add_argument("--parity", help="folder for the answers to compare with")
    parser.add_argument("--names", help="JSON list of what the principal directions are called")
    parser.add_argument("--licence", default="CC0-1.0")
    args = parser.parse_args()

    generator = load_generator(args.generator)
    sharpener = load_sharpener(args.sharpener) if args.sharpener else nn.Identity()
    parity = Parity(args.parity)
    torch.manual_seed(1)
    z = torch.randn(PARITY_CODES, Z_DIM)
    kingdom = torch.distributions.Dirichlet(torch.full((3,), 0.5)).sample((PARITY_CODES,))
    ws = random_styles(generator, PARITY_CODES, mixed=0.5)
    photo = noise_photos(PARITY_PHOTOS)
    few = ws[:PARITY_PHOTOS].contiguous()

    graphs = {
        "mapping": (MappingGraph(generator), {"z": z, "kingdom": kingdom}, "w"),
        "synthesis": (SynthesisGraph(generator, sharpener), {"ws": ws.contiguous()}, "pixels"),
    }
    if args.encoder:
        graphs["encoder"] = (
            EncoderGraph(load_encoder(args.encoder, generator.layers)),
            {"photo": photo},
            "ws",
        )
    if args.translator:
        translator = load_translator(args.translator)
        graph = TranslatorGraph(translator, generator, sharpener, args.translator_size)
        graphs["translator"] = (graph, {"photo": photo, "ws": few}, "portrait")
    for network, (graph, inputs, _) in graphs.items():
        parity.ask(network, graph, inputs)
    stats = statistics(generator, named(args.names))

    weights = os.path.join(args.models, "weights")
    os.makedirs(weights, exist_ok=True)
    files = {}
    for network, (graph, inputs, output) in graphs.items():
        graph.eval()
        stored_as_half(graph)
        name = f"{args.name}.{network}.onnx"
        example = tuple(value[:2].contiguous() for value in inputs.values())
        write_graph(graph, example, os.path.join(weights, name), list(inputs), [output])
        files[network] = name
    files["stats"] = f"{args.name}.stats.json"
    with open(os.path.join(weights, files["stats"]), "w") as file:
        json.dump(stats, file)
        file.write("\n")
    shape = {"resolution": OUTPUT, "layers": generator.layers, "zDim": Z_DIM, "wDim": W_DIM}
    own = {role: files[role] for role in ("mapping", "synthesis", "stats")}
    add_entry(args.models, args.name, "generator", own, shape, args.licence)
    for kind in ("encoder", "translator"):
        if kind not in files:
            # Another generator's companion would not read this one's styles.
            drop_default(args.models, kind)
        else:
            roles = {"model": files[kind]}
            add_entry(args.models, f"{args.name}-{kind}", kind, roles, shape, args.licence, card=args.name)


def named(file):
    if not file:
        return []
    with open(file) as source:
        return json.load(source)


def drop_default(models, kind):
    """Leaves the manifest without a default of this kind."""
    manifest = read_manifest(models)
    manifest["default"].pop(kind, None)
    write_manifest(models, manifest)


def read_manifest(models):
    path = os.path.join(models, "manifest.json")
    if not os.path.exists(path):
        return {"default": {}, "models": {}}
    with open(path) as file:
        return json.load(file)


def write_manifest(models, manifest):
    with open(os.path.join(models, "manifest.json"), "w") as file:
        json.dump(manifest, file, indent=2)
        file.write("\n")


def add_entry(models, name, kind, files, shape, licence, card=None, default=True):
    """Adds or replaces a model in the manifest, as the default of its kind where wanted; others stay."""
    manifest = read_manifest(models)
    hashed = {}
    for role, file in files.items():
        with open(os.path.join(models, "weights", file), "rb") as content:
            hashed[role] = {"path": f"weights/{file}", "sha256": hashlib.sha256(content.read()).hexdigest()}
    entry = {"kind": kind, "files": hashed, **shape, "card": f"cards/{card or name}.md", "licence": licence}
    manifest["models"][name] = entry
    if default or kind not in manifest["default"]:
        manifest["default"][kind] = name
    write_manifest(models, manifest)


if __name__ == "__main__":
    main()
