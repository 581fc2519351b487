import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether a program is on the PATH; for tests that skip by name where a system package is absent. */
export function has(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The compiler that made hardware/firmware's .hex; another version makes other bytes. */
export const canCompile =
  existsSync('/usr/share/arduino/hardware/arduino/avr') &&
  spawnSync('avr-gcc', ['-dumpversion'], { encoding: 'utf8' }).stdout?.trim() === '5.4.0';

/** Debian's Chromium binary; the wrapper script of the same package adds flags of its own. */
export const CHROMIUM = '/usr/lib/chromium/chromium';
export const hasChromium = existsSync(CHROMIUM);

/** Whether the training can run: PyTorch under the system's own Python. */
export const hasTorch =
  spawnSync('/usr/bin/python3', ['-c', 'import torch, PIL, numpy'], { stdio: 'ignore' }).status === 0;
