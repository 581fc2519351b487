import type { BoardConfig } from '../../engine/show/board-config.ts';
import type { Config } from '../../engine/show/config-schema.ts';
import type { Stage } from '../../engine/show/stage.ts';
import { type BoardEdge, startBoard } from './edge.ts';
import type { OpenBoard } from './port.ts';
import { senseRoom } from './room.ts';

/** Keeps every board of the configuration linked, each for itself; their sensors are in one room. */
export function startBoards(
  stage: Stage,
  config: Pick<Config, 'boards' | 'fusion' | 'button'>,
  driver: (board: BoardConfig) => OpenBoard,
): BoardEdge[] {
  const room = senseRoom(stage, config);
  return config.boards.map((board) => startBoard(stage, board, config.button, driver(board), room));
}
