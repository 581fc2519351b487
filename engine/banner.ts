import type { GeneratorStatus } from './gan/port.ts';
import type { ConfigFault } from './show/config.ts';
import type { State } from './show/state.ts';

/** Every fault of a configuration, one block each: where, what, remedy. */
export function faultList(faults: readonly ConfigFault[]): string {
  const blocks = faults.map(({ path, what, remedy }) => `  ${path}: ${what}\n      remedy: ${remedy}`);
  return `The show was not started; ${faults.length} to correct:\n${blocks.join('\n')}`;
}

/** The addresses and, in one table, what is real, simulated or missing. */
export function banner(url: string, state: State, generator: GeneratorStatus, models: string): string {
  const pages = ['wall', 'booth', 'me', 'desk', 'calibrate'].map((page) => `  ${url}/${page}`);
  const running = generator.state === 'running' ? `real (${generator.provider})` : 'starting';
  const rows = [
    ['generator', running, models],
    ...Object.entries(state.devices).map(([name, device]) => [name, named(device.state), device.cause]),
  ];
  const width = Math.max(...rows.map(([name]) => name!.length));
  const table = rows.map(([name, is, note]) =>
    `  ${name!.padEnd(width)}  ${is!.padEnd(12)} ${note}`.trimEnd(),
  );
  return [`${state.show} is open: ${url}`, ...pages, '', ...table].join('\n');
}

function named(state: 'real' | 'sim' | 'lost'): string {
  return { real: 'real', sim: 'simulated', lost: 'missing' }[state];
}
