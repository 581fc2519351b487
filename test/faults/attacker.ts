import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';

/** An IPv4 address of this machine in a network; null where it is in none. Whoever comes from there is a stranger. */
export function lanAddress(): string | null {
  const all = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null;
}

export interface Answer {
  status: number;
  text: string;
  code: string | undefined;
}

/** One request from the network, sent as no browser would; a connection that is hung up on has status 0. */
export function knock(
  host: string,
  port: number,
  method: string,
  path: string,
  headers: Record<string, string | string[]> = {},
  body: string | Buffer = '',
): Promise<Answer> {
  return new Promise((resolve) => {
    const all = { 'Content-Length': String(Buffer.byteLength(body)), ...headers };
    const req = request(
      { host, port, localAddress: host, method, path, headers: all, agent: false },
      (res) => {
        let text = '';
        res.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        res.on('end', () => resolve({ status: res.statusCode!, text, code: codeIn(text) }));
        res.on('error', () => resolve({ status: 0, text: '', code: undefined }));
      },
    );
    req.on('error', () => resolve({ status: 0, text: '', code: undefined }));
    req.end(body);
  });
}

function codeIn(text: string): string | undefined {
  try {
    return JSON.parse(text).code;
  } catch {
    return undefined;
  }
}

/** Everyone's addresses; the rest are orders. */
const OPEN = /^\/api\/(state|live|creatures\/:id(\/lineage)?|pages\/:name|visits(\/:ticket)?|profiles\/.*)$/;

/** Every address of an order as the rooms themselves name it, so that none is forgotten here. */
export function orderPaths(creature: number): string[] {
  const folder = join(import.meta.dirname, '../../engine/web');
  const text = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  const named = [...text.matchAll(/(?:order|route)\(\s*'(\/api\/[^']+)'/g)].map(([, path]) => path!);
  return [...new Set(named)]
    .filter((path) => !OPEN.test(path))
    .map((path) => path.replace('creatures/:name', `creatures/${creature}`))
    .map((path) => path.replace(':part', '1x1@0,0').replace(':name', 'night'));
}

/** A socket from the network and everything it heard; `status` of a refused upgrade. */
export async function stranger(host: string, port: number) {
  const socket = new WebSocket(`ws://${host}:${port}/api/live`, { localAddress: host });
  const heard: { refused?: { code: string } }[] = [];
  let status = 101;
  let closed: number | null = null;
  socket.on('message', (data, isBinary) => {
    if (!isBinary) heard.push(JSON.parse(String(data)));
  });
  socket.on('unexpected-response', (_, res) => {
    status = res.statusCode ?? 0;
    socket.terminate();
  });
  socket.on('error', () => {});
  await new Promise<void>((done) => socket.once('open', () => done()).once('close', () => done()));
  socket.on('close', (code) => {
    closed = code;
  });
  return { socket, heard, status, closed: () => closed };
}
