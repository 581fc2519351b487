// Loaded ahead of main.ts by npm start: npm passes SIGTERM to its shell, and many shells end without passing it on.
// An engine whose shell is gone ends as if it had been asked itself.

const CHECK_MS = 250;
const shell = process.ppid;
setInterval(() => {
  if (process.ppid !== shell) process.kill(process.pid, 'SIGTERM');
}, CHECK_MS).unref();
