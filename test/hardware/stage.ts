import type { Event } from '../../engine/show/events.ts';
import { createStage } from '../../engine/show/stage.ts';
import { initialState } from '../../engine/show/state.ts';

const times = { noticeMs: 1000, captureMs: 1000, readingMs: 1000, revealMs: 1000, leftMs: 20_000 };

/** An open show with the real clock and no journal, and everything it has told. */
export function testStage(scenes = {}) {
  const opening = {
    show: 'test',
    aspect: 1,
    params: {},
    scenes,
    cues: { open: { morphMs: 0 } },
    directions: ['bright field'],
    times,
    begin: 'both' as const,
  };
  const heard: Event[] = [];
  const stage = createStage({
    state: { ...initialState(opening), open: true },
    revision: 0,
    now: Date.now,
    journal: () => {},
    onError: (error) => {
      throw error;
    },
  });
  stage.onEvent((entry) => heard.push(entry.event));
  return { stage, heard };
}
