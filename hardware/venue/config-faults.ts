import { readFileSync } from 'node:fs';
import { type ConfigFault, parseConfig } from '../../engine/show/config.ts';

// node --import tsx hardware/venue/config-faults.ts FILE: ends with 2 where this version would refuse the configuration,
// so that install finds out while the version before is still showing.

const file = process.argv[2] ?? 'show-config.json';
const faults = read();
for (const { path, what, remedy } of faults) console.error(`${path}: ${what} (${remedy})`);
process.exit(faults.length > 0 ? 2 : 0);

function read(): ConfigFault[] {
  try {
    return parseConfig(JSON.parse(readFileSync(file, 'utf8'))).faults;
  } catch (error) {
    return [
      { path: file, what: error instanceof Error ? error.message : String(error), remedy: 'correct it' },
    ];
  }
}
