import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const root = join(import.meta.dirname, 'sketch');
const PAGES = join(import.meta.dirname, 'dist');
const pages = readdirSync(root).filter((name) => existsSync(join(root, name, 'index.html')));

/** Every folder of sketch/ with an index.html is a page and is built to dist/<page>/index.html. */
export default defineConfig({
  root,
  base: '/',
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  worker: { format: 'es' },
  plugins: [faceFiles(), compressed(), swapped()],
  build: {
    outDir: `${PAGES}-${process.pid}`,
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy takes fonts and pictures from files only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      input: Object.fromEntries(pages.map((name) => [name, join(root, name, 'index.html')])),
      // Whoever starts the show on a slow machine need not know which plugin took how long.
      checks: { pluginTimings: false },
    },
  },
  server: { proxy: proxied(['/api', '/creatures', '/health', '/metrics', '/oscquery']) },
});

/** Beside each script, style and WebAssembly the same in Brotli, for the engine to serve. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    writeBundle({ dir }, bundle) {
      for (const file of Object.keys(bundle)) {
        if (!/\.(js|css|wasm)$/.test(file)) continue;
        const path = join(dir!, file);
        const text = readFileSync(path);
        // Higher levels cost seconds and save a few per cent: the show builds each time it starts.
        const params = {
          [constants.BROTLI_PARAM_QUALITY]: 5,
          [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
        };
        writeFileSync(`${path}.br`, brotliCompressSync(text, { params }));
      }
    },
  };
}

/**
 * Puts the finished build in the place of the last one at once: whoever opens a page meanwhile gets the whole old one,
 * and a build that fails leaves it. Each build has a folder of its own, since two shows may be started side by side.
 */
function swapped(): Plugin {
  return {
    name: 'swapped',
    apply: 'build',
    buildStart() {
      for (const name of readdirSync(import.meta.dirname)) {
        const pid = /^dist-(\d+)(-old)?$/.exec(name)?.[1];
        if (pid && !runs(Number(pid)))
          rmSync(join(import.meta.dirname, name), { recursive: true, force: true });
      }
    },
    writeBundle({ dir }) {
      const old = `${dir}-old`;
      if (existsSync(PAGES)) renameSync(PAGES, old);
      renameSync(dir!, PAGES);
      rmSync(old, { recursive: true, force: true });
    },
  };
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function proxied(paths: string[]) {
  const target = process.env.MISHMASH_ENGINE ?? 'http://127.0.0.1:4173';
  return Object.fromEntries(paths.map((path) => [path, { target, ws: true, changeOrigin: true }]));
}

/** The face networks the booth may use (never the recognition network) and WebAssembly, served by the engine itself. */
function faceFiles(): Plugin {
  const modules = join(import.meta.dirname, 'node_modules');
  const networks = [
    'tiny_face_detector_model',
    'face_landmark_68_tiny_model',
    'age_gender_model',
    'face_expression_model',
  ];
  const model = join(modules, '@vladmandic/face-api/model');
  const wasm = join(modules, '@tensorflow/tfjs-backend-wasm/dist');
  const files = [
    ...networks.flatMap((name) => [join(model, `${name}.bin`), join(model, `${name}-weights_manifest.json`)]),
    ...readdirSync(wasm)
      .filter((name) => name.endsWith('.wasm') && !name.includes('threaded'))
      .map((name) => join(wasm, name)),
  ];
  return {
    name: 'face-files',
    generateBundle() {
      for (const file of files)
        this.emitFile({ type: 'asset', fileName: `face/${basename(file)}`, source: readFileSync(file) });
    },
  };
}
