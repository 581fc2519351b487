import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { hasChromium } from './has.ts';

const root = join(import.meta.dirname, '../..');

/** Builds the pages once for all tests that open them: two builds at a time would empty each other's folder. */
export default function buildPages(): void {
  if (hasChromium) execFileSync('npx', ['vite', 'build', '--logLevel', 'error'], { cwd: root });
}
