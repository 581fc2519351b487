import { existsSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import type { RequestHandler } from 'express';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Hands out the Brotli of a file in `folder` that the build has put beside it, to whoever takes it. */
export function compressed(folder: string): RequestHandler {
  return (req, res, next) => {
    const type = TYPES[extname(req.path)];
    if (!type || (req.method !== 'GET' && req.method !== 'HEAD')) return next();
    const path = `${normalize(req.path)}.br`;
    res.vary('Accept-Encoding');
    if (!req.acceptsEncodings('br') || path.includes('..') || !existsSync(join(folder, path))) return next();
    req.url = path + req.url.slice(req.path.length);
    res.set({ 'Content-Encoding': 'br', 'Content-Type': type });
    next();
  };
}
