import type { Event } from '../../engine/show/events.ts';
import type { Inbetween } from '../../engine/show/inbetween.ts';
import { paramsAt } from '../../engine/show/scenes.ts';
import type { State } from '../../engine/show/state.ts';
import { ARRIVAL_S, type Arrival, AT_REST, arrivalAt } from './arrival.ts';
import { type Cells, createCells } from './cells.ts';
import { forwardAt } from './forward.ts';
import type { GL } from './gl/program.ts';
import { gridOf, grownRect } from './grid.ts';
import { createHanger } from './hanging.ts';
import type { fader } from './light.ts';
import type { Naming } from './naming.ts';
import { secondsFrom } from './seconds.ts';
import { createThreads } from './threads.ts';
import type { View } from './view.ts';

/** What one window shows of the wall, drawn anew every frame. */
export interface Scene {
  readonly cells: Cells;
  /** Whether the grid is still that of the state. */
  fits(state: State): boolean;
  hangAll(state: State): void;
  hear(event: Event, state: State, at: number): void;
  inbetween(frame: Inbetween): void;
  breathe(frame: Inbetween): void;
  /** Draws the frame of `nowMs` on the engine's clock. */
  paint(state: State, nowMs: number): void;
  /** Whether no picture is on its way. */
  isIdle(): boolean;
  dispose(): void;
}

export interface SceneParts {
  gl: GL;
  view: View;
  /** The engine's clock in ms. */
  showNow: () => number;
  light: ReturnType<typeof fader>;
  naming: Naming;
  /** Told in the frame in which a birth begins. */
  onBirth: (creature: number) => void;
  /** Told in the frame in which a picture is first drawn. */
  onHung: (creature: number) => void;
  /** Told of every in-between picture that is shown. */
  onInbetween: () => void;
}

/** So far the others step back where one steps forward, of how far they do before a visitor. */
const STEPPED_BACK = 0.6;

/** The scene of a grid as `state` has it; what hangs there still has to be hung. */
export function createScene(parts: SceneParts, state: State): Scene {
  const { gl, view, showNow, onBirth, onHung, onInbetween } = parts;
  const { columns } = paramsAt(state, showNow());
  const grid = gridOf(columns, state.aspect, view.wall.width, view.wall.height);
  const cells = createCells(gl, grid, view);
  const threads = createThreads(gl, view);
  const seconds = secondsFrom(showNow());
  let arrivals: Arrival[] = [];
  const hanger = createHanger({
    cells,
    threads,
    seconds,
    showNow,
    onBirth,
    onHung,
    onInbetween,
    onArrival(arrival) {
      if (!arrivals.some(({ creature }) => creature === arrival.creature)) arrivals.push(arrival);
    },
  });

  return {
    cells,
    fits: (now) => grid.columns * grid.rows === now.wall.length,
    hangAll: hanger.hangAll,
    inbetween: hanger.inbetween,
    breathe: hanger.breathe,
    hear(event, now, at) {
      hanger.hear(event, now, at);
      // Whoever is taken off the wall is named no longer.
      if (event.type === 'creature/hidden' || event.type === 'profile/erased')
        arrivals = arrivals.filter(({ creature }) => creature !== event.creature);
    },
    paint(state, nowMs) {
      const turned = seconds.turn(nowMs);
      if (turned !== 0) {
        cells.shift(turned);
        threads.shift(turned);
      }
      hanger.tick(nowMs);
      const now = seconds.of(nowMs);
      const params = paramsAt(state, nowMs);
      while (arrivals[0] && nowMs - arrivals[0].startMs > ARRIVAL_S * 1000) arrivals.shift();
      const arrival = arrivals[0];
      const at = arrival ? arrivalAt((nowMs - arrival.startMs) / 1000) : AT_REST;
      const transitionS = params.transitionMs / 1000;
      // Without a visitor the wall breathes at about a tenth of a hertz; with one it holds its breath.
      const breath = state.freeze ? 0 : params.breath * (1 - at.hold);
      const light = parts.light(state.blackout ? 0 : params.brightness, nowMs);
      const forward = arrival ? null : forwardAt(state, params, nowMs);
      const hold = Math.max(at.hold, STEPPED_BACK * (forward?.grown ?? 0));
      const { labels, memorial } = params;
      const look = { now, transitionS, breath, labels, light, hold, memorial };
      cells.settle(now, transitionS);
      cells.draw(look);
      threads.draw(now, light * (1 - 0.6 * at.hold));
      if (forward && cells.sees(forward.slot))
        cells.drawGrown(forward.slot, grownRect(grid, forward.slot, forward.grown), false);
      if (arrival && at.grown > 0 && hanger.shows(arrival.slot, arrival.creature))
        cells.drawGrown(arrival.slot, grownRect(grid, arrival.slot, at.grown), true);
      parts.naming(arrival, at.named * light, grid, view);
    },
    isIdle: hanger.isIdle,
    dispose() {
      hanger.dispose();
      cells.dispose();
      threads.dispose();
    },
  };
}
