import { messageOf } from '../show/log.ts';
import { type Classifier, openClassifier } from './classifiers.ts';
import { ModelFault } from './files.ts';
import { leftoversCollected } from './leftovers.ts';
import {
  COMPANIONS,
  type FromChild,
  type JobOrder,
  type Opened,
  type OpenOrder,
  type ToChild,
  type VisitorsOpened,
} from './messages.ts';
import { type Output, runJob, type Sessions } from './networks.ts';
import ort from './ort.ts';
import { type OpenNetworks, openFastest } from './providers.ts';
import { openSession } from './sessions.ts';

/** Entry of the process that holds the networks. Sessions block their event loop, so they live here. */

ort.env.logLevel = 'fatal';
const classifiers = new Map<string, Classifier>();
let networks: { sessions: Sessions; order: OpenOrder; visitors: () => Promise<void> } | null = null;

/** Opening holds up whatever else is to be done: the first picture comes before it, or this time goes by. */
const VISITORS_AFTER_MS = 1000;

const collectLeftovers = leftoversCollected(32);

function say(message: FromChild): void {
  process.send?.(message);
}

async function open(order: OpenOrder): Promise<void> {
  try {
    const opened = await openFastest(order, (provider) => say({ type: 'trying', provider }));
    const { provider, threads, reports, sessions } = opened;
    const visitors = visitorsOf(opened);
    networks = { sessions, order, visitors };
    say({ type: 'opened', provider, threads, reports, refused: await openClassifiers(order) });
    setTimeout(visitors, VISITORS_AFTER_MS);
  } catch (error) {
    const fault = error instanceof ModelFault ? { code: error.code, where: error.path } : null;
    say({ type: 'failed', message: messageOf(error), fault });
  }
}

/** Opens the networks of the visitors, once, where they are not open yet, and says which cannot be. Never rejects. */
function visitorsOf({ sessions, bytes, provider, threads }: OpenNetworks): () => Promise<void> {
  let opening: Promise<void> | null = null;
  async function open(): Promise<void> {
    const refused: VisitorsOpened['refused'] = [];
    for (const part of COMPANIONS) {
      const network = sessions[part] ? null : bytes[part];
      // An open network has no use for them any more.
      bytes[part] = null;
      try {
        if (network) sessions[part] = await openSession(network, provider, threads);
      } catch (error) {
        refused.push({ part, message: messageOf(error) });
      }
    }
    say({ type: 'visitors', refused });
  }
  return () => (opening ??= open());
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
  if (job.type === 'encode' || job.type === 'translate') await networks.visitors();
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
    // One turn of the event loop later: the engine hears of the picture before this holds it up.
    setImmediate(() => {
      collectLeftovers();
      if (job.type === 'synthesize') networks?.visitors();
    });
  } catch (error) {
    say({ type: 'job-failed', id, message: messageOf(error) });
  }
}

process.on('message', (message: ToChild) => {
  if (message.type === 'open') void open(message);
  else void work(message);
});
// Whoever ends a whole group of processes ends this one too; when to end is the engine's to say.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit(0));
