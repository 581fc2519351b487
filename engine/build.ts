import { spawn } from 'node:child_process';
import { join } from 'node:path';

// Loaded ahead of main.ts by npm start: builds the pages beside the opening show. Where that fails it says so, and the
// pages of the last build are served.

const root = join(import.meta.dirname, '..');
const child = spawn(
  process.execPath,
  [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
  {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  },
);
child.once('error', (error) => console.error(`the pages were not built: ${error.message}`));
child.once('exit', (code) => {
  if (code !== 0) console.error('the pages were not built; see above, then run npx vite build');
});
