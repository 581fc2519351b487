export interface FaultRow {
  fault: string;
  /** Of engine/show/faults.ts; null where nobody has to be told. */
  code: string | null;
  sees: string;
  desk: string;
  heals: string;
  within: string;
  /** `file :: title` under test/; null where nothing makes it happen yet. */
  test: string | null;
}

/** A row as it is written down: the fields of FaultRow in their order. */
export type Cells = [string, string | null, string, string, string, string, string | null];
