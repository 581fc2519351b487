import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';

const root = join(import.meta.dirname, 'sketch');
const pages = readdirSync(root).filter((name) => existsSync(join(root, name, 'index.html')));

/** Every folder of sketch/ with an index.html is a page and is built to dist/<page>/index.html. */
export default defineConfig({
  root,
  base: '/',
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    outDir: join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 2000,
    rollupOptions: { input: Object.fromEntries(pages.map((name) => [name, join(root, name, 'index.html')])) },
  },
  server: { proxy: proxied(['/api', '/creatures', '/health', '/metrics', '/oscquery']) },
});

function proxied(paths: string[]) {
  const target = process.env.MISHMASH_ENGINE ?? 'http://127.0.0.1:4173';
  return Object.fromEntries(paths.map((path) => [path, { target, ws: true, changeOrigin: true }]));
}
