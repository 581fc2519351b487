import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { until } from '../../tools/show.ts';

/** A sound engine that plays the score from OSC and records it, as a musician would start it. */
export interface Player {
  name: string;
  needs: readonly string[];
  install: string;
  /** Starts it; resolves once it listens on `port` and records to `file`. */
  start(port: number, file: string): Promise<Playing>;
}

export interface Playing {
  /** When the recording began, ms since 1970. */
  startedAt: number;
  /** Everything that it said. */
  said(): string;
  /** Ends it; the recording ends with `show/closed`, which must have been sent. */
  end(): Promise<void>;
}

const sketches = join(import.meta.dirname, '../../../sketch/sound');
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child: ChildProcess = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let text = '';
  for (const out of [child.stdout!, child.stderr!])
    out.on('data', (chunk) => {
      text += chunk;
    });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { child, said: () => text, ended };
}

export const pureData: Player = {
  name: 'Pure Data',
  needs: ['pd'],
  install: 'apt-get install puredata-core',
  async start(port, file) {
    const orders = ['pd dsp 1', `osc-port ${port}`, `record open ${file}`, 'record start'];
    const patch = join(sketches, 'mishmash.pd');
    const pd = run('pd', [
      '-nogui',
      '-noaudio',
      '-stderr',
      '-open',
      patch,
      ...orders.flatMap((one) => ['-send', one]),
    ]);
    const startedAt = Date.now();
    await pause(1500);
    return {
      startedAt,
      said: pd.said,
      async end() {
        await pause(1000);
        pd.child.kill('SIGTERM');
        await pd.ended;
      },
    };
  },
};

/** With a sound card that is none: a JACK server of its own. */
export const superCollider: Player = {
  name: 'SuperCollider',
  needs: ['sclang', 'scsynth', 'jackd'],
  install: 'apt-get install supercollider-language supercollider-server',
  async start(port, file) {
    const JACK_DEFAULT_SERVER = `mishmash-${port}`;
    const jack = run('jackd', ['-n', JACK_DEFAULT_SERVER, '-r', '-d', 'dummy', '-r', '48000', '-p', '4096'], {
      JACK_NO_AUDIO_RESERVATION: '1',
    });
    const sc = run('sclang', [join(sketches, 'mishmash.scd'), String(port), file], {
      JACK_DEFAULT_SERVER,
      // The language brings a window system along; there is none here.
      QT_QPA_PLATFORM: 'offscreen',
      QTWEBENGINE_DISABLE_SANDBOX: '1',
    });
    await until(() => /path: /.test(sc.said()), `SuperCollider to record`, 90_000);
    return {
      startedAt: Date.now(),
      said: sc.said,
      async end() {
        await Promise.race([sc.ended, pause(15_000)]);
        sc.child.kill('SIGKILL');
        jack.child.kill('SIGTERM');
        await jack.ended;
      },
    };
  },
};
