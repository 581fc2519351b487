import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FaultCode } from '../show/faults.ts';
import type { CheckedFile } from './messages.ts';

/** A model file that is absent, unreadable or not the one that the manifest means. */
export class ModelFault extends Error {
  readonly code: Extract<FaultCode, 'model-missing' | 'model-mismatch'>;
  readonly path: string;

  constructor(code: ModelFault['code'], path: string, message: string) {
    super(message);
    this.code = code;
    this.path = path;
  }
}

/** The bytes of a model file, once they have the hash of the manifest; throws a ModelFault where not. */
export function readChecked({ path, sha256 }: CheckedFile): Uint8Array {
  const bytes = readOrFault(path);
  const sum = createHash('sha256').update(bytes).digest('hex');
  if (sum === sha256) return bytes;
  throw new ModelFault('model-mismatch', path, `has SHA-256 ${sum}, the manifest says ${sha256}`);
}

function readOrFault(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code ?? String(error)})`;
    throw new ModelFault('model-missing', path, why);
  }
}
