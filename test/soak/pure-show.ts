import { openArchive } from '../../engine/archive/archive.ts';
import { announcement, prepareBirth } from '../../engine/gan/birth.ts';
import { followWall } from '../../engine/gan/herd.ts';
import { strangersReference } from '../../engine/gan/reference.ts';
import { startCues } from '../../engine/show/cues.ts';
import type { Event } from '../../engine/show/events.ts';
import type { Consent } from '../../engine/show/record.ts';
import { paramsAt } from '../../engine/show/scenes.ts';
import { seedSource } from '../../engine/show/seeds.ts';
import { emptyRoom, roomSense } from '../../engine/show/sensing/room.ts';
import { createStage } from '../../engine/show/stage.ts';
import { initialState } from '../../engine/show/state.ts';
import { announceProfile } from '../../engine/visit/announce.ts';
import { newVisitId } from '../../engine/visit/code.ts';
import { hybridOf } from '../../engine/visit/hybrid.ts';
import { mateFromWall } from '../../engine/visit/mate.ts';
import { recordOf } from '../../engine/visit/record.ts';
import type { ShowClock } from './show-clock.ts';
import { standInGenerator } from './stand-in.ts';

export interface PureOptions {
  folder: string;
  clock: ShowClock;
  seed: number;
  retentionDays: number;
  onError: (error: unknown) => void;
}

const OPENING = initialState({
  show: 'soak',
  aspect: 16 / 9,
  params: {},
  scenes: { night: { brightness: 0.3, tempo: 1 } },
  cues: { dusk: { scene: 'night', morphMs: 60_000 } },
  times: { noticeMs: 5000, captureMs: 60_000, readingMs: 20_000, revealMs: 30_000, leftMs: 20_000 },
  begin: 'both',
});
const SENSOR = { nearCm: 100, farCm: 130, dwellMs: 1200, leaveMs: 3000, marginCm: 0, weight: 1 };
const SETUP = {
  sensors: { sonar: SENSOR, eye: SENSOR },
  fusion: { mode: 'any', threshold: 1 } as const,
};

/** The show without its networks, pictures, sockets and devices, on a clock of its own; everything else is what runs. */
export function pureShow({ folder, clock, seed, retentionDays, onError }: PureOptions) {
  const archive = openArchive({
    folder,
    config: { retentionDays, pictureQuality: 85, backups: 7, backupHour: 4 },
    now: clock.now,
    rerender: async () => ({ width: 1, height: 1, data: new Uint8Array(3) }),
    every: clock.every,
  });
  const stage = createStage({
    ...archive.restore(OPENING),
    now: clock.now,
    journal: archive.journal,
    onError,
  });
  startCues(stage);
  const { library } = archive;
  const generator = standInGenerator();
  const seeds = seedSource(archive.showSeed(seed), archive.lastNumber());
  const reference = strangersReference(generator);
  const herd = followWall(stage, library);
  const edge = archive.follow(stage);
  let room = emptyRoom;
  let elapse = () => {};
  let armed: number | null = null;

  // What engine/visit/flow.ts does with the system's timers.
  stage.onEvent((_, { visit, phase, deadline }) => {
    if (deadline === armed) return;
    elapse();
    armed = deadline;
    if (!visit || deadline === null) return;
    elapse = clock.at(deadline, () => {
      armed = null;
      stage.tell({ type: 'phase/elapsed', visit: visit.visit, phase });
    });
  });
  stage.onEffect((effect) => {
    const told: Event | null =
      effect.type === 'begin-visit'
        ? { type: 'visit/begun', visit: newVisitId(), cause: effect.cause }
        : effect.type === 'hurry-visit'
          ? { type: 'phase/elapsed', visit: effect.visit, phase: 'notice' }
          : effect.type === 'cancel-visit'
            ? { type: 'visit/cancelled', visit: effect.visit, cause: effect.cause }
            : effect.type === 'end-visit'
              ? { type: 'visit/ended', visit: effect.visit }
              : null;
    if (told) stage.tell(told);
  });

  return {
    archive,
    stage,
    library,
    async birth(): Promise<void> {
      const params = paramsAt(stage.state(), clock.now());
      const referenceSpread = await reference.spread(params);
      const conditions = {
        params,
        population: herd.population(),
        referenceSpread,
        wishes: stage.state().desk,
      };
      const birth = await prepareBirth(generator, conditions, seeds.next());
      const { events, record } = announcement(birth, stage.state(), herd.population(), clock.now());
      stage.announce(events, record);
    },
    /** Hangs a visitor; the code that is promised. */
    async visit(visit: string, name: string, consent: Consent): Promise<string> {
      const { likeness, psi } = paramsAt(stage.state(), clock.now());
      const { number, seed } = seeds.next();
      const mate = mateFromWall(stage.state(), library, generator.model, seed);
      const face = { width: 1, height: 1, data: Uint8Array.of(seed & 0xff) };
      const hybrid = await hybridOf(generator, face, mate, likeness, psi, seed);
      const said = { proportions: null, attributes: [] };
      const arrival = { visit, seed, number, name, consent, psi, mate, hybrid, said };
      const record = recordOf(arrival, { generator, library, leaveOut: [] });
      announceProfile(stage, record, consent.wall ? 'wall' : 'nowhere');
      return record.profile!.code;
    },
    /** One reading of a sensor, in cm; null = nothing seen. */
    reading(sensor: keyof (typeof SETUP)['sensors'], cm: number | null): void {
      const sensed = roomSense(room, sensor, cm, clock.now(), SETUP);
      room = sensed.room;
      stage.trace(sensor, cm, sensed.step);
      for (const fact of sensed.facts) stage.tell(fact);
    },
    async stop(): Promise<void> {
      elapse();
      herd.stop();
      await edge.stop();
    },
  };
}
