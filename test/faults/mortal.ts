import fs from 'node:fs';
import fsp from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import Database from 'libsql';

type Any = (...given: unknown[]) => unknown;

/**
 * Calls `at` before and after everything that this process does to a file or to a database: between two such calls
 * nothing on the disk changes, so that these are all the moments at which it can be killed.
 */
export function everyMoment(at: (doing: string) => void): void {
  const marked = <T extends object>(owner: T, names: (keyof T & string)[]) => {
    for (const name of names) {
      const real = owner[name] as Any;
      owner[name] = function (this: unknown, ...given: unknown[]) {
        at(`before ${name}`);
        const result = real.apply(this, given);
        if (!(result instanceof Promise)) at(`after ${name}`);
        return result instanceof Promise ? result.then((value) => settled(value, name)) : result;
      } as T[typeof name];
    }
  };
  const settled = (value: unknown, name: string) => {
    at(`after ${name}`);
    if (name === 'open') marked(value as fsp.FileHandle, ['writeFile', 'sync']);
    return value;
  };
  marked(fsp, ['open', 'rename', 'unlink']);
  marked(fs, ['appendFileSync', 'rmSync']);
  syncBuiltinESMExports();
  marked(Database.prototype, ['exec', 'pragma']);
  const prepare = Database.prototype.prepare as Any;
  Database.prototype.prepare = function (this: unknown, ...given: unknown[]) {
    const statement = prepare.apply(this, given) as { run: Any };
    marked(statement, ['run']);
    return statement;
  } as never;
}
