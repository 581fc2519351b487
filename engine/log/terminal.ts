const LEVEL_WIDTH = 5;

/** A line of the log for people: `20:15:03 warn  generator: the generator is down (exit code 9)`. */
export function forPeople(json: string): string {
  const { at, level, part, what, reason, fact, stack } = JSON.parse(json) as Record<string, unknown>;
  const time = new Date(String(at)).toTimeString().slice(0, 8);
  const values = Object.values((fact ?? {}) as object).join(' ');
  const line = `${time} ${String(level).padEnd(LEVEL_WIDTH)} ${part}: ${what}${values && ` ${values}`} (${reason})`;
  // What devices and desks call themselves must not steer a terminal.
  const plain = line.replace(/\p{Cc}/gu, ' ');
  return typeof stack === 'string' ? `${plain}\n${stack}\n` : `${plain}\n`;
}
