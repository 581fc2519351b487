/** One thing wrong with a configuration: where, what, and what to do about it. */
export interface ConfigFault {
  path: string;
  what: string;
  remedy: string;
}
