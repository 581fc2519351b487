import { buttonCases } from './button-cases.ts';
import { uhidBench } from './uhid-bench.ts';

// Runs inside the virtual machine: every case of the button on the kernel's own bus, one line of JSON each.

for (const [name, run] of Object.entries(buttonCases)) {
  let error = '';
  await run(uhidBench).catch((cause) => {
    error = cause instanceof Error ? String(cause.stack) : String(cause);
  });
  console.log(`case ${JSON.stringify({ name, error })}`);
  // What a failed case leaves plugged in would be the next one's button.
  if (error) break;
}
process.exit(0);
