import type { Config } from '../../engine/show/config-schema.ts';

/** What a linked board tells. Distances in cm; null = nothing seen. */
export interface BoardHandlers {
  reading(sensor: string, distanceCm: number | null): void;
  level(down: boolean): void;
  /** The button or a sensor that this board cannot serve. */
  unfit(part: string, why: string): void;
  /** Told once; the board is closed by then. */
  lost(cause: string): void;
}

export type Lamp = 'off' | 'on' | 'breathe' | 'blink';

/** A board that answers. */
export interface BoardLink {
  lamp(how: Lamp): void;
  /** Silent for half a second: nothing that it told counts, until it answers again or is lost. */
  stale(): boolean;
  close(): Promise<void>;
}

/** A driver: resolves with a linked board, rejects where there is none or it does not answer. */
export type OpenBoard = (config: Config['board'], handlers: BoardHandlers) => Promise<BoardLink>;
