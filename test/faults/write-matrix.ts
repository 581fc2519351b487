import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { matrixPage } from './matrix.ts';

writeFileSync(join(import.meta.dirname, 'README.md'), matrixPage());
