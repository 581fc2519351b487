import type { BoardConfig } from '../../engine/show/board-config.ts';
import type { LampPattern } from '../../engine/show/lamp.ts';

/** What a linked board tells. Distances in cm; null = nothing seen. */
export interface BoardHandlers {
  reading(sensor: string, distanceCm: number | null): void;
  /** `settled` = the board has debounced it. */
  level(down: boolean, settled: boolean): void;
  /** The button or a sensor that this board cannot serve. */
  unfit(part: string, why: string): void;
  /** Told once; the board is closed by then. */
  lost(cause: string): void;
}

/** What the button's lamp shows; `rest` is dark for the night. */
export type Lamp = LampPattern | 'rest';

/** A board that answers. */
export interface BoardLink {
  lamp(how: Lamp): void;
  /** Silent for half a second: nothing that it told counts, until it answers again or is lost. */
  stale(): boolean;
  close(): Promise<void>;
}

/** What is on the port cannot be the show's board, whatever is done to its cable. */
export class WrongFirmware extends Error {}

/**
 * A driver: resolves with a linked board, rejects where there is none or it does not answer; with WrongFirmware
 * where something else than Firmata answers.
 */
export type OpenBoard = (config: BoardConfig, handlers: BoardHandlers) => Promise<BoardLink>;
