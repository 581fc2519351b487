import { messageOf } from '../show/log.ts';
import { type Classifier, openClassifier } from './classifiers.ts';
import { ModelFault } from './files.ts';
import type { FromChild, JobOrder, Opened, OpenOrder, ToChild } from './messages.ts';
import { type Output, runJob, type Sessions } from './networks.ts';
import ort from './ort.ts';
import { openFastest } from './providers.ts';
import { openVisitors } from './sessions.ts';

/** Entry of the process that holds the networks. Sessions block their event loop, so they live here. */

ort.env.logLevel = 'fatal';
const classifiers = new Map<string, Classifier>();
let networks: { sessions: Sessions; order: OpenOrder } | null = null;
/** Settles once the networks of the visitors are open too. */
let visitors: Promise<void> = Promise.resolve();

function say(message: FromChild): void {
  process.send?.(message);
}

async function open(order: OpenOrder): Promise<void> {
  try {
    const { provider, threads, sessions, reports, bytes } = await openFastest(order, (provider) =>
      say({ type: 'trying', provider }),
    );
    networks = { sessions, order };
    say({ type: 'opened', provider, threads, reports, refused: await openClassifiers(order) });
    if (!order.known) return;
    // One turn of the event loop later: the engine hears that births can go on before this holds it up.
    visitors = new Promise((next) => setImmediate(next)).then(async () => {
      Object.assign(sessions, await openVisitors(bytes, provider, threads));
    });
    await visitors;
  } catch (error) {
    const fault = error instanceof ModelFault ? { code: error.code, where: error.path } : null;
    say({ type: 'failed', message: messageOf(error), fault });
  }
}

async function openClassifiers(order: OpenOrder): Promise<Opened['refused']> {
  const refused: Opened['refused'] = [];
  for (const one of order.classifiers) {
    try {
      classifiers.set(one.name, await openClassifier(one));
    } catch (error) {
      refused.push({ classifier: one.name, message: messageOf(error) });
    }
  }
  return refused;
}

async function outputOf(job: JobOrder['job']): Promise<Output> {
  if (!networks) throw new Error('no network is open');
  if (job.type === 'encode' || job.type === 'translate') await visitors;
  if (job.type !== 'classify') return runJob(job, networks.sessions, networks.order);
  const classifier = classifiers.get(job.classifier);
  if (!classifier) throw new Error(`the classifier "${job.classifier}" is not open`);
  return { data: await classifier.scores(job.picture), side: 0 };
}

async function work({ id, job }: JobOrder): Promise<void> {
  try {
    const start = performance.now();
    const { data, side } = await outputOf(job);
    say({ type: 'done', id, ms: performance.now() - start, data, side });
  } catch (error) {
    say({ type: 'job-failed', id, message: messageOf(error) });
  }
}

process.on('message', (message: ToChild) => {
  if (message.type === 'open') void open(message);
  else void work(message);
});
// A terminal sends Ctrl-C to the children too; when to end is the engine's to say.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));
