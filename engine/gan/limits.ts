/** How long the process of the networks may take before it is ended and replaced. */
export interface Limits {
  /** A first picture takes about ten times a normal one; a hung child is ended after this. */
  jobMs: number;
  openMs: number;
}

export const LIMITS: Limits = { jobMs: 15_000, openMs: 120_000 };
