/**
 * Just enough of the ONNX file format (protobuf wire format, onnx.proto3 field numbers) to write small graphs
 * by hand in tests.
 */

export type Dim = number | string;
export interface Value {
  name: string;
  type: 'float32' | 'uint8' | 'int64';
  dims: readonly Dim[];
}
export interface Initializer {
  name: string;
  dims: readonly number[];
  data: Float32Array | BigInt64Array;
}
export interface Node {
  op: string;
  inputs: readonly string[];
  output: string;
  /** Integer attributes. */
  ints?: Record<string, number>;
}

const TYPES = { float32: 1, uint8: 2, int64: 7 } as const;
const ATTRIBUTE_INT = 2;
const IR_VERSION = 8;
const OPSET = 17;

/** A model file with one graph. */
export function onnxModel(
  inputs: readonly Value[],
  outputs: readonly Value[],
  initializers: readonly Initializer[],
  nodes: readonly Node[],
): Uint8Array {
  const graph = Buffer.concat([
    ...nodes.map((node) => field(1, nodeBytes(node))),
    text(2, 'graph'),
    ...initializers.map((one) => field(5, tensorBytes(one))),
    ...inputs.map((value) => field(11, valueBytes(value))),
    ...outputs.map((value) => field(12, valueBytes(value))),
  ]);
  const opset = Buffer.concat([text(1, ''), integer(2, OPSET)]);
  return Buffer.concat([integer(1, IR_VERSION), field(7, graph), field(8, opset)]);
}

function nodeBytes({ op, inputs, output, ints = {} }: Node): Buffer {
  const attributes = Object.entries(ints).map(([name, value]) =>
    field(5, Buffer.concat([text(1, name), integer(3, value), integer(20, ATTRIBUTE_INT)])),
  );
  return Buffer.concat([...inputs.map((name) => text(1, name)), text(2, output), text(4, op), ...attributes]);
}

function tensorBytes({ name, dims, data }: Initializer): Buffer {
  const raw = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const type = data instanceof Float32Array ? TYPES.float32 : TYPES.int64;
  return Buffer.concat([
    ...dims.map((dim) => integer(1, dim)),
    integer(2, type),
    text(8, name),
    field(9, raw),
  ]);
}

function valueBytes({ name, type, dims }: Value): Buffer {
  const shape = Buffer.concat(
    dims.map((dim) => field(1, typeof dim === 'number' ? integer(1, dim) : text(2, dim))),
  );
  const tensor = Buffer.concat([integer(1, TYPES[type]), field(2, shape)]);
  return Buffer.concat([text(1, name), field(2, field(1, tensor))]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Buffer.from([...bytes, Number(rest)]);
}

function integer(number: number, value: number): Buffer {
  return Buffer.concat([varint(number << 3), varint(value)]);
}

function field(number: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

function text(number: number, value: string): Buffer {
  return field(number, Buffer.from(value));
}
