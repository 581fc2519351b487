import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../tools/show.ts';

const script = join(import.meta.dirname, '../../hardware/venue/answers.mjs');
let server: Server | null = null;
let asked = 0;
afterEach(() => server?.close());

/** A server that answers with these statuses, one after the other, and goes on with the last. */
async function serve(...statuses: number[]): Promise<string> {
  asked = 0;
  server = createServer((_req, res) => res.writeHead(statuses[asked++] ?? statuses.at(-1)!).end());
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`;
}

function ask(...args: string[]): Promise<number | null> {
  const child = spawn(process.execPath, [script, ...args], { stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', resolve));
}

test.each([200, 503])('an engine that says %i is there', async (status) => {
  expect(await ask(await serve(status))).toBe(0);
});

test('a page that is not built yet is not', async () => {
  expect(await ask(await serve(404))).toBe(8);
  expect(await ask(await serve(500))).toBe(1);
});

test('one answer in three tries is enough', async () => {
  expect(await ask(await serve(500, 500, 200), '3', '0.1')).toBe(0);
  expect(asked).toBe(3);
});

test('nobody listens', async () => {
  expect(await ask(`http://127.0.0.1:${await freePort()}`, '2', '0.1')).toBe(1);
});
