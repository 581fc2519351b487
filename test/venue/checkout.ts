import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A checkout as far as install looks at it, in `folder`: the kit, the configuration, and a vite that builds one page. */
export function smallCheckout(folder: string): string {
  for (const part of ['hardware/venue', 'engine/show', 'package.json', 'show-config.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'vite/bin'), { recursive: true });
  writeFileSync(join(modules, 'vite/bin/vite.js'), BUILD);
  writeFileSync(join(modules, '.package-lock.json'), '{}');
  for (const name of ['tsx', 'zod']) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  return folder;
}

const BUILD = `
const { mkdirSync, writeFileSync } = require('node:fs');
mkdirSync('dist/wall', { recursive: true });
writeFileSync('dist/wall/index.html', 'the wall');
`;

/** Runs the checkout's install into `prefix`; what it said. Throws with that where it did not end well. */
export function install(checkout: string, prefix: string, ...args: string[]): string {
  const script = join(checkout, 'hardware/venue/install');
  const { status, stdout, stderr } = spawnSync(script, ['--prefix', prefix, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout + stderr);
  return stdout;
}

/** Every file and folder under `folder`, with mode and content, but for linked packages. */
export function tree(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) return [relative(folder, path), 'link'];
    const mode = (statSync(path).mode & 0o777).toString(8);
    return [relative(folder, path), `${mode} ${entry.isFile() ? readFileSync(path, 'utf8') : 'folder'}`];
  });
  return Object.fromEntries(entries);
}

/** Whether a shell can read the script. Throws with its complaint where it cannot. */
export function readByShell(script: string): void {
  execFileSync('sh', ['-n', script]);
}
