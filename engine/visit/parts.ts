import type { Generator } from '../gan/port.ts';
import type { ClassifierConfig } from '../show/config-schema.ts';
import type { Library } from '../show/ports.ts';
import type { SeedSource } from '../show/seeds.ts';
import type { Stage } from '../show/stage.ts';

/** What a visit needs of the rest of the show. */
export interface VisitParts {
  stage: Stage;
  library: Library;
  generator: Generator;
  /** Shared with the breeding, so that no number is given twice. */
  seeds: SeedSource;
  /** The guesses that may be told, by name; none = fictional attributes only. */
  guesses: readonly string[];
  /** Nobody younger is told an age. */
  minAge: number;
  /** Names of attributes that no plate shows. */
  leaveOut: readonly string[];
  classifiers: readonly ClassifierConfig[];
  /** Portraits wait for the desk before they are seen by others. */
  approval: boolean;
  /** Names that contain one of these are refused. */
  refusedWords: readonly string[];
}
