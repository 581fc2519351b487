import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CannotRestore, restoreBackup } from './archive/restore.ts';

// npm run restore -- DATA [--from FILE]: puts the newest sound daily copy, or the one named, in the archive's place.

const USAGE = 'npm run restore -- DATA_FOLDER [--from COPY.db]';
const { values, positionals } = parseArgs({ allowPositionals: true, options: { from: { type: 'string' } } });
const [folder] = positionals;
if (!folder || !existsSync(folder)) {
  console.error(folder ? `${folder} does not exist\n${USAGE}` : USAGE);
  process.exit(2);
}
try {
  const { from, movedTo, births, erased, orphans, damaged } = restoreBackup(
    folder,
    values.from ?? null,
    Date.now(),
  );
  for (const file of damaged) console.log(`passed over: ${file} is damaged`);
  console.log(`restored ${births} creatures from ${from}`);
  if (erased > 0) console.log(`${erased} of its visitors had been erased since, and are erased again`);
  if (orphans > 0) console.log(`${orphans} pictures of creatures it does not know are removed`);
  if (movedTo) console.log(`the database that was in use lies in ${movedTo}`);
} catch (error) {
  if (!(error instanceof CannotRestore)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
