import { setFlagsFromString } from 'node:v8';

const EVERY_MS = 600_000;
/** A running show collects every four seconds or so. */
const FOR_MS = 10_000;

/**
 * Has V8 move its old objects together, for `forMs` every `everyMs`; returns how to stop. By itself it leaves pages
 * half empty, some more every hour. Always would be worse: each collection holds up the show for 25 ms instead of 7.
 */
export function startTidying(everyMs = EVERY_MS, forMs = FOR_MS): () => void {
  let rest: NodeJS.Timeout | undefined;
  const leaveBe = () => setFlagsFromString('--no-compact-on-every-full-gc');
  const timer = setInterval(() => {
    setFlagsFromString('--compact-on-every-full-gc');
    clearTimeout(rest);
    rest = setTimeout(leaveBe, forMs).unref();
  }, everyMs).unref();
  return () => {
    clearInterval(timer);
    clearTimeout(rest);
    leaveBe();
  };
}
