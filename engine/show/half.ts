/** IEEE 754 half precision: how genomes are stored. Bred genomes are rounded to it, so that a replay is exact. */

const word = new DataView(new ArrayBuffer(4));

/** The nearest half to `value`, ties to even, as its 16 bits. */
export function toHalf(value: number): number {
  word.setFloat32(0, value);
  const bits = word.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = Math.abs(value);
  if (Number.isNaN(value)) return sign | 0x7e00;
  if (magnitude >= 65520) return sign | 0x7c00;
  // Below 2^-14 halves are evenly spaced by 2^-24.
  if (magnitude < 2 ** -14) return sign | roundToEven(magnitude * 2 ** 24);
  // The exponent moves from bias 127 to 15; of the fraction 13 bits go, and what they round up carries into it.
  const moved = (bits & 0x7fffffff) - (112 << 23);
  return sign | ((moved + 0xfff + ((moved >>> 13) & 1)) >>> 13);
}

/** The number that 16 bits of half precision stand for. */
export function fromHalf(bits: number): number {
  return numbers[bits]!;
}

function numberOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** All of them: genomes are read and written with every birth, and a table is far quicker than the arithmetic. */
const numbers = Float32Array.from({ length: 0x10000 }, (_, bits) => numberOf(bits));

// Loops, because `from` goes through an iterator and takes several times as long.
export function packHalf(values: Float32Array): Uint16Array {
  const bits = new Uint16Array(values.length);
  for (let i = 0; i < bits.length; i++) bits[i] = toHalf(values[i]!);
  return bits;
}

export function unpackHalf(bits: Uint16Array): Float32Array {
  const values = new Float32Array(bits.length);
  for (let i = 0; i < values.length; i++) values[i] = numbers[bits[i]!]!;
  return values;
}

/** Each value at half precision. */
export function roundedToHalf(values: Float32Array): Float32Array {
  return values.map((value) => fromHalf(toHalf(value)));
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor;
  return rest > 0.5 || floor % 2 === 1 ? floor + 1 : floor;
}
