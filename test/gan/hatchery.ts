import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Generator } from '../../engine/gan/port.ts';
import { temporaryFolder } from '../tools/show.ts';
import { type NurseryOptions, nursery } from './nursery.ts';
import { running } from './running.ts';
import { writeTinyModel } from './tiny-model.ts';

/** Slots of a wall of four columns. */
export const SLOTS = 8;

/** One real child process for the tests of a file, and as many shows on it as they want; cleared away by itself. */
export function hatchery() {
  const { folder, remove } = temporaryFolder();
  const tiny = running(writeTinyModel(folder));
  const open: ReturnType<typeof nursery>[] = [];
  beforeAll(() => tiny.ready());
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });
  afterAll(async () => {
    await tiny.generator.stop();
    remove();
  });
  function show(options?: NurseryOptions) {
    const made = nursery(tiny.generator, options);
    open.push(made);
    return made;
  }
  return { tiny, show };
}

/** The generator with `before` run ahead of each picture. */
export function beforePicture(real: Generator, before: () => void): Generator {
  const render: Generator['render'] = (...args) => {
    before();
    return real.render(...args);
  };
  return { ...real, render };
}
