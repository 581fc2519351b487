import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

// A process that only waits and writes, forked by machine.ts: how late it comes to that is the machine's doing.

const EVERY_MS = 100;
const BLOCK = Buffer.alloc(4096);

const [folder, leastMs] = process.argv.slice(2) as [string, string];
const file = openSync(join(folder, 'bare'), 'w');
let due = performance.now() + EVERY_MS;

function beat(): void {
  writeSync(file, BLOCK, 0, BLOCK.length, 0);
  fsyncSync(file);
  const now = performance.now();
  if (now - due >= Number(leastMs)) process.send?.({ ms: now - due });
  due = now + EVERY_MS;
  setTimeout(beat, EVERY_MS);
}

setTimeout(beat, EVERY_MS);
process.on('disconnect', () => {
  closeSync(file);
  process.exit(0);
});
