import { createStream, type RotatingFileStream } from 'rotating-file-stream';

const CURRENT = 'show.log';
const MAX_BYTES = '10M';
/** What cannot be written for so long is dropped rather than kept in memory. */
const MAX_WAITING_BYTES = 8_000_000;
const RETRY_MS = 60_000;

export interface LogFile {
  write(line: string): void;
  /** Why it cannot be written; null where it can. */
  trouble(): string | null;
  /** Lines that were not written. */
  lost(): number;
  end(): Promise<void>;
}

/**
 * show.log in `folder`, put by each day and at 10 MB as show-DATE-N.log.gz, of which `files` are kept. A file that cannot
 * be written is tried again every minute.
 */
export function openLogFile(folder: string, files: number, clock: () => number): LogFile {
  let stream: RotatingFileStream | null = null;
  let trouble: string | null = null;
  let triedAt = Number.NEGATIVE_INFINITY;
  let lost = 0;

  function open(): RotatingFileStream | null {
    if (trouble !== null && clock() - triedAt < RETRY_MS) return null;
    triedAt = clock();
    const opened = createStream(nameOf, {
      path: folder,
      size: MAX_BYTES,
      interval: '1d',
      compress: 'gzip',
      maxFiles: files,
    });
    const failed = (error: Error) => {
      trouble = error.message;
      if (stream === opened) stream = null;
      opened.destroy();
    };
    opened.on('error', failed);
    // Told of what it could not put by, such as a full disk; the current file goes on.
    opened.on('warning', (error) => {
      trouble = error.message;
    });
    opened.on('open', () => {
      trouble = null;
    });
    return opened;
  }

  return {
    write(line) {
      stream ??= open();
      if (!stream || stream.writableLength > MAX_WAITING_BYTES) lost += 1;
      else stream.write(line);
    },
    trouble: () => trouble,
    lost: () => lost,
    end: () =>
      new Promise((resolve) => {
        if (!stream) return resolve();
        stream.once('error', () => resolve());
        stream.end(() => resolve());
      }),
  };
}

function nameOf(time: number | Date | null, index = 1): string {
  if (time === null) return CURRENT;
  return `show-${new Date(time).toISOString().slice(0, 10)}-${index}.log.gz`;
}
