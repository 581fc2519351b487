import { pino } from 'pino';
import type { Config } from '../show/config-schema.ts';
import { type Log, type LogDial, type LogLevel, messageOf } from '../show/log.ts';
import type { Edge } from '../show/ports.ts';
import type { Stage } from '../show/stage.ts';
import { openLogFile } from './file.ts';
import { lineOf } from './lines.ts';
import { forPeople } from './terminal.ts';

export interface ShowLog extends Log, LogDial {
  /** Writes down the facts of the show as well; the log is closed when the edge is stopped. */
  follow(stage: Stage): Edge;
}

interface LogOptions {
  folder: string;
  config: Config['log'];
  now?: () => number;
  /** The terminal, or whatever keeps what the engine says. */
  print?: (text: string) => void;
}

/** The log in `folder`, a JSON object a line, and the same for people on the terminal. It never throws. */
export function openLog({
  folder,
  config,
  now = Date.now,
  print = (text) => void process.stdout.write(text),
}: LogOptions): ShowLog {
  const file = config.files > 0 ? openLogFile(folder, config.files, () => performance.now()) : null;
  const logger = pino(
    {
      level: config.level,
      base: null,
      messageKey: 'what',
      timestamp: () => `,"at":"${new Date(now()).toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
    },
    {
      write(line) {
        print(forPeople(line));
        file?.write(line);
      },
    },
  );

  return {
    say: (level, part, what, reason) => logger[level]({ part, reason }, what),
    error(part, error) {
      const stack = error instanceof Error ? error.stack : undefined;
      logger.error({ part, reason: messageOf(error), stack }, 'failed');
    },
    level: () => logger.level as LogLevel,
    setLevel(level) {
      logger.level = level;
    },
    follow(stage) {
      const deaf = stage.onEvent(({ event, by }) => {
        const { level, reason, fact } = lineOf({ event, by });
        const [part] = event.type.split('/');
        logger[level]({ part, reason, fact }, event.type);
      });
      return {
        name: 'log',
        health: () => {
          const trouble = file?.trouble() ?? null;
          const kept = file ? `It is kept in ${folder}.` : 'It is on the terminal only.';
          return {
            // A show without its log is a show.
            ok: true,
            detail: trouble === null ? kept : `It cannot be written to ${folder}: ${trouble}`,
            figures: { level: logger.level, lost: file?.lost() ?? 0 },
          };
        },
        async stop() {
          deaf();
          await file?.end();
        },
      };
    },
  };
}
