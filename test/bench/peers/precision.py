"""The same network in other numbers, for the bench of the runtime. Reads a network whose constants are folded:

    precision.py taps IN OUT                 every convolution's input and output is an output of the network too
    precision.py half IN OUT                 16-bit floats
    precision.py bfloat IN OUT               16-bit floats with the exponent of 32-bit ones
    precision.py int8 IN OUT RANGES [PART]   8-bit convolutions, all or those with PART in their names; weights per
                                             channel, symmetric; RANGES is JSON, {tensor: [low, high]} of what
                                             `taps` shows"""
import json
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HALVES = {"half": TensorProto.FLOAT16, "bfloat": TensorProto.BFLOAT16}


def convolutions(graph):
    """The convolutions whose weights are constants and that mix channels."""
    constants = {one.name for one in graph.initializer}
    for node in graph.node:
        groups = [a.i for a in node.attribute if a.name == "group"]
        if node.op_type == "Conv" and node.input[1] in constants and groups in ([], [1]):
            yield node


def tapped(graph):
    names = {name for node in convolutions(graph) for name in (node.input[0], node.output[0])}
    for name in sorted(names):
        graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))


def halved(graph, kind):
    """Everything between the first use of an input and the bytes of a picture; scales of a resizing stay."""
    kept = {name for node in graph.node if node.op_type == "Resize" for name in node.input[1:]}
    for one in graph.initializer:
        if one.data_type == TensorProto.FLOAT and one.name not in kept:
            one.CopyFrom(cast(numpy_helper.to_array(one), one.name, kind))
    for node in graph.node:
        for a in node.attribute:
            if node.op_type == "Cast" and a.name == "to" and a.i == TensorProto.FLOAT:
                a.i = kind
            if a.type == onnx.AttributeProto.TENSOR and a.t.data_type == TensorProto.FLOAT:
                a.t.CopyFrom(cast(numpy_helper.to_array(a.t), a.t.name, kind))
    for given in graph.input:
        inner = f"{given.name}.{kind}"
        for node in graph.node:
            node.input[:] = [inner if name == given.name else name for name in node.input]
        graph.node.insert(0, helper.make_node("Cast", [given.name], [inner], to=kind))
    del graph.value_info[:]


def cast(values, name, kind):
    if kind == TensorProto.FLOAT16:
        return numpy_helper.from_array(values.astype(np.float16), name)
    return helper.make_tensor(name, kind, values.shape, values.flatten().tolist())


class Constants:
    def __init__(self, graph):
        self.graph = graph
        self.values = {one.name: one for one in graph.initializer}

    def add(self, name, values):
        self.graph.initializer.append(numpy_helper.from_array(np.asarray(values), name))
        return name

    def eight_bit_weights(self, name):
        """Adds the weights in 8 bits and returns their name and the scale of each channel."""
        weights = numpy_helper.to_array(self.values[name]).astype(np.float32)
        scale = np.maximum(np.abs(weights).reshape(len(weights), -1).max(1), 1e-8) / 127
        whole = np.round(weights / scale[:, None, None, None]).clip(-127, 127).astype(np.int8)
        return self.add(f"{name}.int8", whole), scale.astype(np.float32)

    def range(self, name, low_high):
        """Adds scale and zero point for unsigned bytes of that range, which always holds zero."""
        low, high = min(0.0, low_high[0]), max(0.0, low_high[1])
        scale = max(high - low, 1e-8) / 255
        point = np.uint8(round(-low / scale))
        return self.add(f"{name}.scale", np.float32(scale)), self.add(f"{name}.zero", point), scale


def eight_bit(graph, ranges, part):
    """Convolutions of bytes, between pairs of quantisation and its reverse, where their output's name has `part`."""
    constants = Constants(graph)
    chosen = {node.output[0] for node in convolutions(graph) if part in node.output[0]}
    nodes = []

    def add(kind, inputs, output, **settings):
        nodes.append(helper.make_node(kind, inputs, [output], **settings))
        return output

    for node in graph.node:
        if node.output[0] not in chosen:
            nodes.append(node)
            continue
        x, y = node.input[0], node.output[0]
        scale, zero, x_scale = constants.range(f"{y}.x", ranges[x])
        weights, scales = constants.eight_bit_weights(node.input[1])
        none = constants.add(f"{y}.none", np.zeros(len(scales), np.int8))
        each = constants.add(f"{y}.scales", scales)
        inputs = [
            add(
                "DequantizeLinear",
                [add("QuantizeLinear", [x, scale, zero], f"{y}.x8"), scale, zero],
                f"{y}.x",
            ),
            add("DequantizeLinear", [weights, each, none], f"{y}.w", axis=0),
        ]
        if len(node.input) > 2:
            sums = scales * np.float32(x_scale)
            whole = np.round(numpy_helper.to_array(constants.values[node.input[2]]) / sums).astype(np.int32)
            of = [
                constants.add(f"{y}.bias8", whole),
                constants.add(f"{y}.sums", sums),
                constants.add(f"{y}.bias0", np.zeros(len(sums), np.int32)),
            ]
            inputs.append(add("DequantizeLinear", of, f"{y}.bias", axis=0))
        settings = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        add("Conv", inputs, f"{y}.y", **settings)
        scale, zero, _ = constants.range(f"{y}.y", ranges[y])
        add("DequantizeLinear", [add("QuantizeLinear", [f"{y}.y", scale, zero], f"{y}.y8"), scale, zero], y)
    del graph.node[:]
    graph.node.extend(nodes)


def main(how, source, target, ranges=None, part=""):
    model = onnx.load(source)
    if how == "taps":
        tapped(model.graph)
    elif how in HALVES:
        halved(model.graph, HALVES[how])
    else:
        with open(ranges) as file:
            eight_bit(model.graph, json.load(file), part)
    onnx.save(model, target)


main(*sys.argv[1:])
