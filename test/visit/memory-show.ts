import sharp from 'sharp';
import { startCues } from '../../engine/show/cues.ts';
import { defaultParams, type Params } from '../../engine/show/params.ts';
import type { CreatureView, Kin, Library } from '../../engine/show/ports.ts';
import type { CreatureRecord, Picture } from '../../engine/show/record.ts';
import { seedSource } from '../../engine/show/seeds.ts';
import { createStage, type Entry } from '../../engine/show/stage.ts';
import { initialState, type Opening } from '../../engine/show/state.ts';
import { someGenome } from './generator-double.ts';

/** A real stage whose journal is a list and whose library is a map: a show without a disk. */
export function memoryShow(
  options: { creatures?: number; opening?: Partial<Opening>; now?: () => number } = {},
) {
  const { creatures = 12, now = () => 1_700_000_000_000 } = options;
  const params: Params = { ...defaultParams(), columns: 4 };
  const opening: Opening = {
    show: 'Test',
    aspect: 1,
    params,
    scenes: { night: { brightness: 0.2, tempo: 0.5 } },
    cues: { dusk: { scene: 'night', morphMs: 500, blackout: false } },
    times: { noticeMs: 5000, captureMs: 60_000, readingMs: 20_000, revealMs: 30_000, leftMs: 20_000 },
    begin: 'both',
    ...options.opening,
  };
  const entries: Entry[] = [];
  const errors: unknown[] = [];
  const records = new Map<number, CreatureRecord>();
  const pictures = new Map<number, Picture>();
  const stage = createStage({
    state: initialState(opening),
    revision: 0,
    now,
    journal: (batch, record) => {
      entries.push(...batch);
      if (record) records.set(record.creature, record);
    },
    onError: (error) => void errors.push(error),
  });
  startCues(stage);
  const byCode = (code: string) => [...records.values()].find((record) => record.profile?.code === code);
  const parentsOf = (id: number) => {
    const { parentA = 0, parentB = 0 } = records.get(id) ?? {};
    return [...new Set([parentA, parentB])].filter((parent) => records.has(parent));
  };
  function above(front: number[], depth: number, level = 1): Kin[] {
    if (level > depth || front.length === 0) return [];
    const reached = [...new Set(front.flatMap(parentsOf))];
    const kin = reached.map((id): Kin => {
      const { generation, profile } = records.get(id)!;
      return { id, depth: -level, parents: parentsOf(id), generation, name: profile?.name ?? null };
    });
    return [...kin, ...above(reached, depth, level + 1)];
  }
  const ancestors = (id: number, depth: number) => (records.has(id) ? above([id], depth) : null);
  const library: Library = {
    creature: (id) => {
      const record = records.get(id);
      return record && record.profile?.consent.wall !== false ? view(record) : null;
    },
    ancestors,
    lineage: ancestors,
    ancestor: (id) => {
      const record = records.get(id);
      return record ? { ...record, visitor: record.profile !== null } : null;
    },
    picture: async (id, size) => {
      const picture = pictures.get(id);
      if (!picture) return null;
      const { width, height, data } = picture;
      return sharp(data, { raw: { width, height, channels: 3 } })
        .resize(size, size)
        .webp()
        .toBuffer();
    },
    keepPicture: async (creature, picture) => {
      await Promise.resolve();
      pictures.set(creature, picture);
    },
    dropPicture: async (creature) => void pictures.delete(creature),
    profile: (code) => {
      const record = byCode(code);
      return record ? { ...view(record), code, consent: record.profile!.consent } : null;
    },
    erase: async (code) => {
      const record = byCode(code);
      if (!record) return null;
      records.delete(record.creature);
      pictures.delete(record.creature);
      return record.creature;
    },
    eraseCreature: async (id) => {
      pictures.delete(id);
      return records.delete(id);
    },
    visitorsFrom: () =>
      [...records.values()].flatMap(({ profile, ...record }) =>
        profile?.consent.wall ? [{ ...record, name: profile.name }] : [],
      ),
    unkept: () =>
      [...records.values()].flatMap(({ creature, profile }) =>
        profile?.consent.keep === false ? [creature] : [],
      ),
  };
  const seeds = seedSource(1, 0);
  stage.tell({ type: 'show/opened', show: 'Test' });
  for (let slot = 0; slot < creatures; slot++) hang(slot);

  function hang(slot: number) {
    const { number, seed } = seeds.next();
    const parents = { parentA: 0, parentB: 0, generation: 3 };
    const mix = [0.2, 0.5, 0.3] as const;
    const kept = { creature: seed, number, slot, ...parents, mix, psi: 0.8, bornAt: now() };
    const record: CreatureRecord = { ...kept, genome: someGenome(seed), recipe: null, profile: null };
    pictures.set(seed, { width: 64, height: 64, data: new Uint8Array(64 * 64 * 3).fill(90) });
    const [human, machine, cell] = mix;
    stage.announce(
      [{ type: 'creature/born', creature: seed, slot, ...parents, human, machine, cell }],
      record,
    );
  }
  return { stage, library, seeds, entries, errors, records, pictures };
}

function view(record: CreatureRecord): CreatureView {
  const { creature, generation, bornAt, psi, profile, parentA, parentB } = record;
  const [human, machine, cell] = record.mix;
  const { name = '', mishmashedWith = 0, attributes = [] } = profile ?? {};
  return {
    id: creature,
    seed: creature,
    mix: { human, machine, cell },
    parents: [parentA, parentB].filter((parent) => parent !== 0),
    generation,
    bornAt,
    psi,
    profile: profile ? { name, mishmashedWith, attributes } : null,
  };
}
