import { openArchive } from '../../engine/archive/archive.ts';
import type { Rerender } from '../../engine/archive/library.ts';
import type { Event } from '../../engine/show/events.ts';
import { uniform } from '../../engine/show/genome.ts';
import { roundedToHalf } from '../../engine/show/half.ts';
import { gaussians, seeded } from '../../engine/show/random.ts';
import type { CreatureRecord, Picture, ProfileRecord } from '../../engine/show/record.ts';
import { seedAt } from '../../engine/show/seeds.ts';
import { createStage } from '../../engine/show/stage.ts';
import { initialState, type State } from '../../engine/show/state.ts';

/** A small show around a real archive: a wall of few slots, births with genomes of a few numbers. */

export const START: State = initialState({
  show: 'test',
  aspect: 16 / 9,
  params: { columns: 6 },
  scenes: {},
  cues: {},
  times: { noticeMs: 1, captureMs: 1, readingMs: 1, revealMs: 1, leftMs: 20_000 },
  begin: 'both',
});

export function picture(seed: number): Picture {
  const random = seeded(seed);
  return { width: 64, height: 64, data: Uint8Array.from({ length: 64 * 64 * 3 }, () => random() * 256) };
}

interface Given {
  start?: State;
  rerender?: Rerender;
  /** With it the archive looks after its disk at once. */
  disk?: { picturesMB?: number; freeMB?: number };
}

/** What is left out comes as it does in the show. */
interface Birth {
  profile?: ProfileRecord;
  slot?: number;
  parents?: readonly [number, number];
}

export function openShow(folder: string, given: Given = {}) {
  let now = 1_000_000;
  const archive = openArchive({
    folder,
    config: { retentionDays: 0, pictureQuality: 85, backups: 7, backupHour: 4, ...given.disk },
    now: () => now,
    ...(given.disk && { every: atOnce }),
    rerender: given.rerender ?? (async (ancestor) => picture(ancestor.genome.noiseSeed)),
  });
  const restored = archive.restore(given.start ?? START);
  const stage = createStage({
    ...restored,
    now: () => now++,
    journal: archive.journal,
    onError: (error) => {
      throw error;
    },
  });
  const told: Event[] = [];
  stage.onEvent(({ event }) => told.push(event));
  const edge = archive.follow(stage);
  let number = archive.lastNumber();

  /** Keeps and announces one creature; resolves with its id. */
  async function birth(given: Birth = {}): Promise<number> {
    number += 1;
    const record = creature(number, stage.state(), now, given);
    await archive.library.keepPicture(record.creature, picture(record.creature));
    const dying = stage.state().wall[record.slot] ?? null;
    const events: Event[] = [];
    const { creature: id, slot, parentA, parentB, generation } = record;
    if (record.profile)
      events.push({
        type: 'profile/born',
        visit: record.profile.visit,
        creature: id,
        name: record.profile.name,
      });
    if (dying !== null) events.push({ type: 'creature/died', creature: dying, slot });
    events.push({
      type: 'creature/born',
      creature: id,
      slot,
      parentA,
      parentB,
      generation,
      human: 0.5,
      machine: 0.5,
      cell: 0,
    });
    stage.announce(events, record);
    return id;
  }
  return { archive, stage, told, birth, figures: () => edge.health().figures, stop: () => edge.stop() };
}

/** A clock that strikes once, at the beginning. */
function atOnce(_ms: number, job: () => Promise<unknown>): () => void {
  void job();
  return () => {};
}

function creature(
  number: number,
  state: State,
  bornAt: number,
  { profile, slot: wanted, parents }: Birth,
): CreatureRecord {
  const seed = seedAt(1, number);
  const random = seeded(seed);
  const hanging = state.wall.filter((id) => id !== null);
  const pick = () => (hanging.length < 2 ? 0 : hanging[Math.floor(random() * hanging.length)]!);
  const empty = state.wall.indexOf(null);
  const slot = wanted ?? (empty >= 0 ? empty : Math.floor(random() * state.wall.length));
  const genome = uniform(roundedToHalf(gaussians(random, 16)), 4, seed, 'test');
  const [parentA, parentB] = parents ?? [pick(), pick()];
  const kin = { parentA, parentB, generation: 1, mix: [0.5, 0.5, 0] as const, psi: 0.8 };
  return { creature: seed, number, slot, ...kin, bornAt, genome, recipe: null, profile: profile ?? null };
}

export function profileOf(name: string, code: string): ProfileRecord {
  return {
    visit: `v-${name}`,
    code,
    name,
    mishmashedWith: 1,
    attributes: [{ name: 'engine power', value: '12', unit: 'kW', guess: false, confidence: null }],
    consent: { mix: true, wall: true, keep: true },
  };
}
