import type { Generator } from '../../engine/gan/port.ts';
import type { ClassifierConfig } from '../../engine/show/config-schema.ts';
import type { Refusal, VisitRequest } from '../../engine/show/ports.ts';
import { GUESSES } from '../../engine/show/record.ts';
import { startVisits } from '../../engine/visit/start.ts';
import { generatorDouble } from './generator-double.ts';
import { memoryShow } from './memory-show.ts';
import { drawnFace } from './photos.ts';

export const yes = { mix: true, wall: true, keep: true };

/** What a phone sends; `hue` tells one visitor from another. */
export async function request(more: Partial<VisitRequest> = {}, hue = 30): Promise<VisitRequest> {
  const photo = await drawnFace(240, 320, hue).jpeg().toBuffer();
  return { visit: null, photo, name: 'Ada', consent: yes, attributes: null, ticket: null, ...more };
}

/** A show in memory with the visits started. */
export function house(
  options: {
    generator?: Generator;
    show?: ReturnType<typeof memoryShow>;
    guesses?: readonly string[];
    approval?: boolean;
    minAge?: number;
    leaveOut?: readonly string[];
    classifiers?: readonly ClassifierConfig[];
  } = {},
) {
  const show = options.show ?? memoryShow();
  const generator = options.generator ?? generatorDouble();
  const { guesses = GUESSES, approval = false, minAge = 18, leaveOut = [], classifiers = [] } = options;
  const onError = (error: unknown) => void show.errors.push(error);
  const visits = startVisits({
    ...show,
    generator,
    guesses,
    approval,
    minAge,
    leaveOut,
    classifiers,
    refusedWords: ['badger'],
    onError,
  });
  return { ...show, visits };
}

export const codeOf = (error: Refusal) => error.code;
