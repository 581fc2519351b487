/** OSC 1.0 address patterns within one part of an address, without any regular expression. Pure. */

type Token = { kind: 'any' } | { kind: 'one'; fits: (char: string) => boolean };

/** More ways of reading one pattern than this, and it is refused. */
const MAX_WAYS = 16;

/** Whether `part` has any of the characters that make it a pattern. */
export function isPattern(part: string): boolean {
  return [...part].some((char) => '*?[]{}'.includes(char));
}

/**
 * The names that `pattern` means: `?` is any character, `*` any run of them, `[a-c]` one of a set, `[!a-c]` one of
 * the others, `{x,y}` either text. Null where it is no pattern or one that asks for too much. Time is bounded by
 * MAX_WAYS times the lengths of pattern and names.
 */
export function namesMatching<N extends string>(pattern: string, names: readonly N[]): N[] | null {
  const ways = alternatives(pattern);
  const read = ways?.map(tokens);
  if (!read || read.some((one) => one === null)) return null;
  return names.filter((name) => read.some((one) => fits(one!, name)));
}

/** The pattern with every `{x,y}` replaced by each of its texts. */
function alternatives(pattern: string): string[] | null {
  let ways = [''];
  for (let at = 0; at < pattern.length; ) {
    const char = pattern[at]!;
    if (char === '}') return null;
    if (char !== '{') {
      ways = ways.map((way) => way + char);
      at += 1;
      continue;
    }
    const end = pattern.indexOf('}', at);
    const texts = end < 0 ? null : pattern.slice(at + 1, end).split(',');
    if (!texts || texts.some((text) => text.includes('{')) || ways.length * texts.length > MAX_WAYS)
      return null;
    ways = ways.flatMap((way) => texts.map((text) => way + text));
    at = end + 1;
  }
  return ways;
}

function tokens(way: string): Token[] | null {
  const out: Token[] = [];
  for (let at = 0; at < way.length; at++) {
    const char = way[at]!;
    if (char === ']') return null;
    if (char === '*') out.push({ kind: 'any' });
    else if (char === '?') out.push({ kind: 'one', fits: () => true });
    else if (char === '[') {
      const end = way.indexOf(']', at);
      if (end < 0) return null;
      out.push({ kind: 'one', fits: setOf(way.slice(at + 1, end)) });
      at = end;
    } else out.push({ kind: 'one', fits: (other) => other === char });
  }
  return out;
}

function setOf(text: string): (char: string) => boolean {
  const not = text.startsWith('!');
  const ranges: [string, string][] = [];
  for (let at = not ? 1 : 0; at < text.length; at++) {
    const isRange = text[at + 1] === '-' && at + 2 < text.length;
    ranges.push([text[at]!, text[isRange ? at + 2 : at]!]);
    if (isRange) at += 2;
  }
  return (char) => ranges.some(([from, to]) => char >= from && char <= to) !== not;
}

/** Greedy with one point to fall back to: no worse than the product of the lengths. */
function fits(pattern: readonly Token[], name: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let i = 0; i < name.length; ) {
    const token = pattern[at];
    if (token?.kind === 'one' && token.fits(name[i]!)) {
      at += 1;
      i += 1;
    } else if (token?.kind === 'any') {
      star = at;
      resume = i;
      at += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      i = resume;
    } else return false;
  }
  return pattern.slice(at).every(({ kind }) => kind === 'any');
}
