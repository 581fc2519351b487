import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Generator } from '../../engine/gan/port.ts';
import { GUESSES } from '../../engine/show/record.ts';
import { startVisits } from '../../engine/visit/start.ts';
import type { WebOptions } from '../../engine/web/options.ts';
import { startWeb } from '../../engine/web/start.ts';
import { generatorDouble } from '../visit/generator-double.ts';
import { memoryShow } from '../visit/memory-show.ts';
import { drawnFace } from '../visit/photos.ts';

const stops: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const freely = { burst: 1000, perMs: 1000 };

/** A real server on a free port with a real stage and real visits; stopped after the test. */
export async function serve(
  more: Partial<WebOptions> & {
    host?: string;
    maxPhotoMB?: number;
    generator?: Generator;
    approval?: boolean;
  } = {},
) {
  const {
    host = '127.0.0.1',
    maxPhotoMB = 12,
    generator = generatorDouble(),
    approval = false,
    ...options
  } = more;
  const show = memoryShow();
  const { stage, library, errors } = show;
  const onError = (error: unknown) => void errors.push(error);
  const visits = startVisits({
    ...show,
    generator,
    approval,
    guesses: GUESSES,
    minAge: 18,
    leaveOut: [],
    classifiers: [],
    refusedWords: [],
    onError,
  });
  const pages = builtPages();
  const web = await startWeb({
    stage,
    config: { host, port: 0, maxPhotoMB },
    pages,
    library,
    visits,
    health: () => ({ visits: visits.health(), web: web.health() }),
    pin: null,
    osc: { port: 9000, onValue: () => () => {} },
    onError,
    limits: { visits: freely, profiles: freely, orders: freely, pictures: freely },
    ...options,
  });
  stops.push(() => visits.stop().then(() => rmSync(pages, { recursive: true })), web.stop);
  const base = `http://127.0.0.1:${web.port}`;

  /** Fetches and parses JSON; the body is sent as JSON. */
  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const init: RequestInit = { method, headers };
    if (body !== undefined) {
      init.body = typeof body === 'string' ? body : JSON.stringify(body);
      init.headers = { 'Content-Type': 'application/json', ...headers };
    }
    const res = await fetch(base + path, init);
    const text = await res.text();
    const isJson = res.headers.get('content-type')?.includes('json');
    return { status: res.status, headers: res.headers, text, body: isJson ? JSON.parse(text) : null };
  }

  async function post(form: FormData, headers: Record<string, string> = {}) {
    const res = await fetch(`${base}/api/visits`, { method: 'POST', body: form, headers });
    return { status: res.status, headers: res.headers, body: await res.json() };
  }
  return { ...show, visits, web, base, pages, port: web.port, call, post };
}

/** The form of a willing visitor; `more` replaces fields, null leaves one out. */
export async function visitForm(
  more: Record<string, string | Blob | null> = {},
  hue = 30,
): Promise<FormData> {
  const photo = new Blob([await drawnFace(240, 320, hue).jpeg().toBuffer()]);
  const fields = { photo, name: 'Ada', consent: '{"mix":true,"wall":true,"keep":true}', ...more };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== null) form.set(name, value);
  return form;
}

/** A request as no browser and no fetch would send it. */
export function raw(
  port: number,
  options: { method?: string; path?: string; headers?: Record<string, string> },
) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const req = httpRequest({ host: '127.0.0.1', port, ...options }, (res) => {
      let text = '';
      res.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      res.on('end', () => resolve({ status: res.statusCode!, text }));
    });
    req.on('error', reject).end();
  });
}

function builtPages(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mishmash-pages-'));
  for (const page of ['wall', 'me']) {
    mkdirSync(join(folder, page));
    writeFileSync(join(folder, page, 'index.html'), `<!doctype html><title>${page}</title>`);
  }
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets/wall-1a2b.js'), 'export {};');
  writeFileSync(join(folder, '.secret'), 'secret');
  return folder;
}
