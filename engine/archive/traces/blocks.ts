import { constants, gzip, inflateRaw } from 'node:zlib';

/** Blocks of lines, each a gzip member of its own, so that a file of them is plain gzip and any block can be lost alone. */

/** How every member begins that zlib writes: no name, no time. */
const HEAD = Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0]);
/** What is before the compressed bytes of a member. */
const ENVELOPE_BYTES = 10;
const MAX_BLOCK_BYTES = 64 * 1024 * 1024;

/** One block of whole lines. */
export function packed(lines: readonly string[]): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    gzip(`${lines.join('\n')}\n`, (error, bytes) => (error ? reject(error) : resolve(bytes))),
  );
}

/** The lines of all blocks of a file, in order; of a torn block those that are whole. Never rejects. */
export async function* unpacked(file: Buffer): AsyncGenerator<string[]> {
  for (let from = file.indexOf(HEAD); from >= 0; ) {
    const next = file.indexOf(HEAD, from + HEAD.length);
    const text = await unzipped(file.subarray(from, next < 0 ? file.length : next));
    const lines = text.split('\n');
    // What is behind the last line's end was torn.
    lines.pop();
    yield lines;
    from = next;
  }
}

/** As much of a block as can be read. Without its envelope, which would make all of it an error where its end is torn. */
function unzipped(block: Buffer): Promise<string> {
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_BLOCK_BYTES };
  return new Promise((resolve) =>
    inflateRaw(block.subarray(ENVELOPE_BYTES), options, (error, bytes) =>
      resolve(error ? '' : bytes.toString('utf8')),
    ),
  );
}
