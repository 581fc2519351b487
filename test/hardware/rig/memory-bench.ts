import { type MemoryBus, memoryBus } from '../../../hardware/button/memory-bus.ts';
import { type Bench, REPORT_BYTES } from './button-cases.ts';

/** A bench on the bus in memory. Every plug is under a path of its own. */
export function memoryBench(): Bench & { bus: MemoryBus } {
  const bus = memoryBus();
  const answers = new Map<string, () => number[]>();
  const report = (path: string, bytes: readonly number[]) =>
    bus.report(path, Object.assign(new Array(REPORT_BYTES).fill(0), bytes));
  bus.onWritten = (path) => {
    const answer = answers.get(path);
    if (answer) report(path, answer());
  };
  let plugs = 0;
  return {
    bus,
    plug(ids, answer) {
      const path = `/dev/hidraw${plugs++}`;
      bus.plug({ ...ids, path, interfaceId: 0 });
      if (answer) answers.set(path, answer);
      return { report: (bytes) => report(path, bytes), unplug: () => bus.unplug(path) };
    },
  };
}
