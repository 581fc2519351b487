interface Line {
  /** The oldest release without a hole that is known. */
  from: string;
  /** The last day on which its makers mend it. */
  until: string;
}

/** Lines of Node that are mended for long, by major; what came with the security releases of October 2026. */
const LINES: Record<string, Line> = {
  22: { from: '22.23.4', until: '2027-04-30' },
  24: { from: '24.22.1', until: '2028-04-30' },
};
/** From 26.4 on Node hands over what serialport 13 has read only when something else happens as well. */
const DEAF = 26;

/** What speaks against a release of Node ("20.20.2") for an exhibition on this day (ms since 1970); null where nothing does. */
export function nodeFault(version: string, now: number): string | null {
  const major = version.split('.')[0]!;
  const line = LINES[major];
  if (!line)
    return Number(major) >= DEAF
      ? 'boards on a serial port are heard late under it, or not'
      : 'its line gets no security fixes from its makers any more';
  if (version.localeCompare(line.from, 'en', { numeric: true }) < 0)
    return `${line.from} closes holes that it has`;
  return now > Date.parse(line.until) ? `its makers mended it until ${line.until}` : null;
}
