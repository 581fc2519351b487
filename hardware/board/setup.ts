import type { Config } from '../../engine/show/config-schema.ts';
import { setupOf } from '../../engine/show/sensing/calibration.ts';
import type { RoomSetup } from '../../engine/show/sensing/room.ts';
import type { Stage } from '../../engine/show/stage.ts';

/** Reads the setup that holds right now: the sensors of all boards, without those that are unfit, as calibrated. */
export function setupReader(
  { boards, fusion }: Pick<Config, 'boards' | 'fusion'>,
  stage: Stage,
): (unfit: ReadonlySet<string>) => RoomSetup {
  const sensors = boards.flatMap((board) => board.sensors);
  let by: readonly unknown[] = [];
  let setup: RoomSetup = { sensors: {}, fusion };
  return (unfit) => {
    const { set } = stage.state().calibration;
    // Readings come fifty times a second, changes hardly ever.
    if (by[0] === set && by[1] === unfit) return setup;
    by = [set, unfit];
    const fit = sensors.filter(({ name }) => !unfit.has(name));
    setup = setupOf({ sensors: Object.fromEntries(fit.map((one) => [one.name, one])), fusion }, set);
    return setup;
  };
}
