interface Line {
  /** The oldest release without a hole that is known. */
  from: string;
  /** The last day on which its makers mend it, where that is settled. */
  until?: string;
}

/** Lines of Node that are mended for long, by major; what came with the security releases of October 2026. */
const LINES: Record<string, Line> = {
  22: { from: '22.23.4', until: '2027-04-30' },
  24: { from: '24.22.1', until: '2028-04-30' },
  26: { from: '26.12.1' },
};
const NEWEST = 26;

/** Why a release of Node ("20.20.2") had better not stand open to a network on this day; null where nothing is known against it. */
export function nodeFault(version: string, now: number): string | null {
  const major = version.split('.')[0]!;
  const line = LINES[major];
  if (!line)
    return Number(major) > NEWEST ? null : 'its line gets no security fixes from its makers any more';
  if (version.localeCompare(line.from, 'en', { numeric: true }) < 0)
    return `${line.from} closes holes that it has`;
  if (line.until && now > Date.parse(line.until)) return `its makers mended it until ${line.until}`;
  return null;
}
