import { spawn } from 'node:child_process';
import { createServer } from 'vite';

// For work on the show: the engine starts anew when its files change, the pages reload by themselves. The pages are
// at vite's address; what they ask of the engine is passed on to it.

const args = process.argv.slice(2);
const engine = spawn(
  process.execPath,
  ['--import', 'tsx', '--watch', '--watch-preserve-output', 'engine/main.ts', ...args],
  {
    stdio: 'inherit',
  },
);
const pages = await createServer({ configFile: 'vite.config.ts' });
await pages.listen();
pages.printUrls();

async function stop(): Promise<void> {
  engine.kill('SIGTERM');
  await pages.close();
  process.exit(0);
}
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
