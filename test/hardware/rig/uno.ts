import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { has } from '../../tools/has.ts';
import { until } from '../../tools/show.ts';

/** An Arduino Uno that runs the real StandardFirmata in libsimavr, behind a real serial port. */
export interface Uno {
  path: string;
  /** One line of the simulator's pin protocol, see unosim.c. */
  say(line: string): void;
  /** The last answer about a pin: `pin 9 1 out`. */
  answers(): string;
  stop(): Promise<void>;
}

const cache = join(import.meta.dirname, '../../../node_modules/.cache/mishmash-rig');
/** The firmware as its authors built it; the package holds it as a file and is not installed. */
const FIRMWARE_PACKAGE = 'avrgirl-arduino@5.0.1';
const FIRMWARE = 'package/junk/hex/uno/StandardFirmata.cpp.hex';

export const canSimulate = has('gcc') && has('npm') && existsSync('/usr/include/simavr/sim_avr.h');

/** Builds the simulator and fetches the firmware, once per machine. */
function prepare(): { simulator: string; firmware: string } {
  mkdirSync(cache, { recursive: true });
  const simulator = join(cache, 'unosim');
  const firmware = join(cache, FIRMWARE);
  const source = join(import.meta.dirname, 'unosim.c');
  if (!existsSync(simulator))
    execFileSync('gcc', ['-O2', '-o', simulator, source, '-lsimavr', '-lelf', '-lutil', '-lm']);
  if (!existsSync(firmware)) {
    execFileSync('npm', ['pack', FIRMWARE_PACKAGE, '--silent', '--pack-destination', cache]);
    execFileSync('tar', ['xzf', join(cache, 'avrgirl-arduino-5.0.1.tgz'), '-C', cache, FIRMWARE]);
  }
  return { simulator, firmware };
}

export async function startUno(folder: string): Promise<Uno> {
  const { simulator, firmware } = prepare();
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
  return {
    path,
    say: (line) => void socket.write(`${line}\n`),
    answers: () => text,
    async stop() {
      socket.destroy();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}
