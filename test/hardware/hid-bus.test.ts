import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { has } from '../tools/has.ts';
import { buttonCases } from './rig/button-cases.ts';

// The button on a real HID bus: a virtual machine, booted once, whose kernel makes the devices and whose /dev/hidraw
// node-hid reads.

const root = join(import.meta.dirname, '../..');
const made = existsSync(join(root, 'node_modules/.cache/vm/first.gz'));
const needs =
  'needs apt-get install qemu-system-x86 busybox-static cpio kmod, then test/hardware/rig/vm-make';
const BOOT_MS = 240_000;
let results = new Map<string, string>();

describe.skipIf(!made || !has('qemu-system-x86_64'))(`a real HID bus (${needs})`, () => {
  beforeAll(async () => {
    const { output, lines } = await inGuest();
    results = new Map(lines.map(({ name, error }) => [name, error]));
    if (lines.length === 0) throw new Error(`the virtual machine told nothing:\n${output.slice(-2000)}`);
  }, BOOT_MS);

  test.each(Object.keys(buttonCases))('%s', (name) => {
    expect(results.get(name)).toBe('');
  });
});

function inGuest(): Promise<{ output: string; lines: { name: string; error: string }[] }> {
  const command = `cd '${root}' && '${process.execPath}' --import tsx test/hardware/rig/hid-guest.ts`;
  const vm = spawn(join(root, 'test/hardware/rig/vm-run'), [command], { stdio: ['ignore', 'pipe', 'pipe'] });
  const late = setTimeout(() => vm.kill('SIGKILL'), BOOT_MS - 10_000);
  let output = '';
  for (const stream of [vm.stdout, vm.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  return new Promise((resolve) =>
    vm.once('close', () => {
      clearTimeout(late);
      const told = output.matchAll(/^case (\{.*\})\r?$/gm);
      resolve({ output, lines: [...told].map(([, line]) => JSON.parse(line!)) });
    }),
  );
}
