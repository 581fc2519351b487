import { statfs } from 'node:fs/promises';
import type { FaultCode } from '../show/faults.ts';
import type { Stage } from '../show/stage.ts';
import type { Db } from './db.ts';
import type { PictureFiles } from './pictures.ts';

const MB = 1e6;
const WHERE = 'disk';

export interface DiskOptions {
  folder: string;
  db: Db;
  pictures: PictureFiles;
  /** What all pictures together may take, in MB; 0 = they are all kept. */
  picturesMB: number;
  /** Free space below which somebody is to be told, in MB. */
  freeMB: number;
}

/** Keeps the archive within its disk. */
export interface Disk {
  /** Whether the picture of this creature is never let go of: it hangs, waits, or is a visitor's. */
  isSpared(creature: number, stage: Stage): boolean;
  /** Lets go of old pictures where there are too many, and says where the disk is nearly full. Never rejects. */
  care(stage: Stage): Promise<void>;
  /** Ends what care is about. */
  stop(): void;
  figures(): Record<string, number>;
}

export function openDisk({ folder, db, pictures, picturesMB, freeMB }: DiskOptions): Disk {
  const visitor = db.prepare('SELECT 1 FROM profiles WHERE creature = ?');
  const figures: Record<string, number> = {};
  const stopping = new AbortController();

  function isSpared(creature: number, stage: Stage): boolean {
    const { wall, waiting } = stage.state();
    return wall.includes(creature) || waiting.includes(creature) || visitor.get(creature) !== undefined;
  }

  function tell(stage: Stage, code: FaultCode, is: boolean): void {
    const told = stage.state().faults.some((fault) => fault.code === code && fault.where === WHERE);
    if (is && !told) stage.tell({ type: 'fault/raised', code, where: WHERE });
    if (!is && told) stage.tell({ type: 'fault/cleared', code, where: WHERE });
  }

  async function look(stage: Stage): Promise<void> {
    if (picturesMB > 0) {
      const spared = (creature: number) => isSpared(creature, stage);
      figures.picturesMB = (await pictures.prune(picturesMB * MB, spared, stage.now(), stopping.signal)) / MB;
    }
    const { bavail, bsize } = await statfs(folder);
    figures.freeMB = Math.round((bavail * bsize) / MB);
    if (!stopping.signal.aborted) tell(stage, 'disk-low', figures.freeMB < freeMB);
  }

  return {
    isSpared,
    async care(stage) {
      try {
        await look(stage);
        if (!stopping.signal.aborted) tell(stage, 'archive-failed', false);
      } catch {
        if (!stopping.signal.aborted) tell(stage, 'archive-failed', true);
      }
    },
    stop: () => stopping.abort(),
    figures: () => figures,
  };
}
