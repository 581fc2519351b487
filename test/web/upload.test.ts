import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { errorHandler } from '../../engine/web/errors.ts';
import { photoUpload } from '../../engine/web/upload.ts';

const HEAD = '--x\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\n';
const TAIL = '\r\n--x--\r\n';

/** An upload, of a phone or of this machine, that sends `bytes` and waits; `finish` resolves with the status. */
function upload(port: number, bytes: number, phone = true) {
  const handedOn: Record<string, string> = phone ? { 'X-Forwarded-For': '192.0.2.7' } : {};
  const headers = { 'Content-Type': 'multipart/form-data; boundary=x', ...handedOn };
  const req = request({ port, host: '127.0.0.1', method: 'POST', headers, agent: false });
  const status = new Promise<number>((resolve, reject) => {
    req.on('response', (res) => resolve(res.resume().statusCode!)).on('error', reject);
  });
  status.catch(() => {});
  req.write(HEAD);
  req.write(Buffer.alloc(bytes));
  return { finish: () => req.end(TAIL) && status, status, abort: () => req.destroy() };
}

test('all uploads of phones together hold no more than the bound, and give it back; the booth is always heard', async () => {
  const app = express();
  const arrived: number[] = [];
  app.post('/', ...photoUpload(2, 3), (req, res) => void res.status(201).json(req.file?.size));
  app.use(errorHandler(() => {}));
  const server = createServer(app).listen(0, '127.0.0.1');
  server.on('request', (req) => req.on('data', (part: Buffer) => arrived.push(part.length)));
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  const half = 1_400_000;
  const waiting = [upload(port, half), upload(port, half)];
  const all = () => arrived.reduce((sum, length) => sum + length, 0);
  while (all() < 2 * half) await new Promise((tick) => setImmediate(tick));
  expect(await upload(port, half).status).toBe(503);
  expect(await upload(port, half, false).finish()).toBe(201);
  expect(await waiting[0]!.finish()).toBe(201);
  expect(await upload(port, half).finish()).toBe(201);
  waiting[1]!.abort();
  expect(await upload(port, 2_400_000).status).toBe(413);
  server.closeAllConnections();
  server.close();
});
