import { expect, test } from 'vitest';
import { nodeFault } from '../../engine/node-release.ts';

test.each([
  ['20.20.2', '2026-11-29', 'no security fixes'],
  ['25.9.0', '2026-11-29', 'no security fixes'],
  ['24.9.0', '2026-11-29', '24.22.1 closes'],
  ['24.22.0', '2026-11-29', '24.22.1 closes'],
  ['24.22.1', '2026-11-29', null],
  ['24.100.0', '2026-11-29', null],
  ['24.22.1', '2028-05-02', 'until 2028-04-30'],
  ['22.23.4', '2026-11-29', null],
  ['26.12.1', '2026-11-29', 'serial port'],
  ['28.0.0', '2026-11-29', 'serial port'],
])('Node %s on %s: %s', (version, day, fault) => {
  const found = nodeFault(version, Date.parse(day));
  if (fault === null) expect(found).toBeNull();
  else expect(found).toContain(fault);
});
