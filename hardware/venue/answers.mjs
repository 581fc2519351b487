// node answers.mjs URL [TRIES [PAUSE_S]]: ends with 0 as soon as URL answers; otherwise with 8, as wget
// does, where it is not there (404), with 1 where nobody answered, or only nonsense.
// Plain JavaScript, since it is asked twice a minute for weeks.

const TIMEOUT_MS = 5000;

const [url, tries = '1', pauseS = '5'] = process.argv.slice(2);
let code = 1;
for (let left = Number(tries); left > 0; left--) {
  code = await asked();
  if (code === 0) break;
  if (left > 1) await new Promise((resolve) => setTimeout(resolve, Number(pauseS) * 1000));
}
process.exit(code);

/** 503 is an answer too: /health says so while a device is missing, which a restart would not bring back. */
async function asked() {
  try {
    const { status } = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (status === 404) return 8;
    return status === 200 || status === 503 ? 0 : 1;
  } catch {
    return 1;
  }
}
