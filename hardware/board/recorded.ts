import { readFileSync } from 'node:fs';
import type { BoardConfig } from '../../engine/show/board-config.ts';
import type { ConfigFault } from '../../engine/show/config.ts';
import { parseTraces } from '../../engine/show/sensing/traces-csv.ts';
import { type PlaybackClock, play, type Recorded } from './playback.ts';
import type { OpenBoard } from './port.ts';
import { simBoard } from './sim.ts';

/** Between the end of a recording and its beginning. */
const PAUSE_MS = 1000;

/** The recording that the simulated board is to play, or what is wrong with it; empty where none is named. */
export function readRecording({
  recording,
  sensors,
  key,
}: Pick<BoardConfig, 'recording' | 'sensors' | 'key'>): { samples: Recorded[]; faults: ConfigFault[] } {
  const path = `${key}.recording`;
  const faulty = (what: string, remedy: string) => ({ samples: [], faults: [{ path, what, remedy }] });
  if (recording === undefined) return { samples: [], faults: [] };
  let text: string;
  try {
    text = readFileSync(recording, 'utf8');
  } catch (error) {
    return faulty(
      error instanceof Error ? error.message : String(error),
      'name a CSV file of GET /api/traces',
    );
  }
  const { samples, fault } = parseTraces(text);
  if (fault) return faulty(`line ${fault.line}: ${fault.what}`, fault.remedy);
  const names = [...new Set(samples.map(({ sensor }) => sensor))];
  if (names.some((name) => sensors.some((sensor) => sensor.name === name)))
    return { samples: samples.sort((a, b) => a.at - b.at), faults: [] };
  return faulty(
    `is of ${names.join(', ') || 'no sensor'}`,
    `name a sensor under ${key}.sensors as the recording does`,
  );
}

/** A simulated board on which a recording is played, over and over while it is open. */
export function recordedBoard(samples: readonly Recorded[], clock?: PlaybackClock): OpenBoard {
  const board = simBoard();
  return async (config, handlers) => {
    const link = await board.open(config, handlers);
    let stop = () => {};
    let open = true;
    const round = () => {
      const playing = play(board, samples, 1, clock);
      stop = playing.stop;
      void playing.done.then(() => {
        if (!open) return;
        const timer = setTimeout(round, PAUSE_MS);
        stop = () => clearTimeout(timer);
      });
    };
    round();
    return {
      ...link,
      async close() {
        open = false;
        stop();
        await link.close();
      },
    };
  };
}
