import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { has } from '../../tools/has.ts';
import { until } from '../../tools/show.ts';

/** An Arduino Uno that runs a real firmware in libsimavr, behind a real serial port. */
export interface Uno {
  path: string;
  /** One line of the simulator's pin protocol, see unosim.c. */
  say(line: string): void;
  /** Everything it has answered. */
  answers(): string;
  /** Says a line and waits for the next answer that begins with `word`: its other words. */
  ask(line: string, word: string): Promise<string[]>;
  /** Time by the board's own clock, which runs slower than ours on a busy machine. */
  nowMs(): Promise<number>;
  stop(): Promise<void>;
}

const cache = join(import.meta.dirname, '../../../node_modules/.cache/mishmash-rig');
export const CYCLES_PER_MS = 16_000;
/** The firmware as its authors built it; the package holds it as a file and is not installed. */
const FIRMWARE_PACKAGE = 'avrgirl-arduino@5.0.1';
const FIRMWARE = 'package/junk/hex/uno/StandardFirmata.cpp.hex';

export const OWN_FIRMWARE = join(import.meta.dirname, '../../../hardware/firmware/mishmash-us.hex');
export const canSimulate = has('gcc') && has('npm') && existsSync('/usr/include/simavr/sim_avr.h');

/** Builds the simulator, once per machine and version of its source; test files may do so at the same time. */
function buildSimulator(): string {
  mkdirSync(cache, { recursive: true });
  const source = join(import.meta.dirname, 'unosim.c');
  const version = createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 12);
  const simulator = join(cache, `unosim-${version}`);
  if (existsSync(simulator)) return simulator;
  const built = `${simulator}.${process.pid}`;
  execFileSync('gcc', ['-O2', '-o', built, source, '-lsimavr', '-lelf', '-lutil', '-lm']);
  renameSync(built, simulator);
  return simulator;
}

/** StandardFirmata, fetched once per machine; as above. */
export function standardFirmware(): string {
  mkdirSync(cache, { recursive: true });
  const firmware = join(cache, 'StandardFirmata.hex');
  if (existsSync(firmware)) return firmware;
  const fetched = mkdtempSync(join(cache, 'fetched-'));
  execFileSync('npm', ['pack', FIRMWARE_PACKAGE, '--silent', '--pack-destination', fetched]);
  execFileSync('tar', ['xzf', join(fetched, 'avrgirl-arduino-5.0.1.tgz'), '-C', fetched, FIRMWARE]);
  renameSync(join(fetched, FIRMWARE), firmware);
  rmSync(fetched, { recursive: true });
  return firmware;
}

/** Starts an Uno with a firmware (.hex); its serial port lies in `folder`. */
export async function startUno(folder: string, firmware: string): Promise<Uno> {
  const simulator = buildSimulator();
  const path = join(folder, 'ttyUNO');
  const control = join(folder, 'control.sock');
  const child: ChildProcess = spawn(simulator, [firmware, path, control], { stdio: 'ignore' });
  await until(() => existsSync(path) && existsSync(control), 'the simulated Uno');
  const socket: Socket = connect(control);
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  await new Promise((resolve) => socket.once('connect', resolve));
  const ask: Uno['ask'] = async (line, word) => {
    const begun = text.length;
    socket.write(`${line}\n`);
    for (const limit = Date.now() + 10_000; Date.now() < limit; ) {
      const lines = text.slice(begun, text.lastIndexOf('\n') + 1).split('\n');
      const found = lines.find((one) => one.startsWith(`${word} `));
      if (found) return found.split(' ').slice(1);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    throw new Error(`no answer to ${line}`);
  };
  return {
    path,
    say: (line) => void socket.write(`${line}\n`),
    answers: () => text,
    ask,
    nowMs: async () => Number((await ask('stat', 'stat'))[1]) / CYCLES_PER_MS,
    async stop() {
      socket.destroy();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}
