import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { Refusal } from '../show/ports.ts';

/** Seconds after which it makes sense to try again. */
const RETRY_S = 15;

/** More of a refused request is not listened to: of a phone's photo even the largest. */
const MAX_REST_BYTES = 32 * 1024 * 1024;

/** Answers with {code, message, remedy} and the refusal's status. */
export function answerRefusal(res: Response, refusal: Refusal): void {
  if (refusal.status === 429 || refusal.status === 503) res.set('Retry-After', String(RETRY_S));
  res.set('Cache-Control', 'no-store');
  const { code, message, remedy } = refusal;
  res.status(refusal.status).json({ code, message, remedy });
}

/** The last word on every request that failed. What is no Refusal is told to `onError` and never to the client. */
export function errorHandler(onError: (error: unknown) => void): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (res.headersSent) return next(error);
    const refusal = error instanceof Refusal ? error : (bodyRefusal(error) ?? internal(error, onError));
    if (!req.complete) forgetRest(req);
    answerRefusal(res, refusal);
  };
}

/** Lets the rest of an upload come in for nothing: whoever is hung up on while sending may never hear the answer. */
function forgetRest(req: Request): void {
  let bytes = 0;
  req.unpipe();
  req.removeAllListeners('data');
  req.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > MAX_REST_BYTES) req.socket.destroy();
  });
  req.resume();
}

export const notFound: RequestHandler = (req) => {
  throw new Refusal(
    404,
    'not-found',
    `There is nothing at ${shown(req)}.`,
    'Start at / for a list of pages.',
  );
};

/** Refuses every method that no handler before it took. */
export function onlyMethods(...methods: string[]): RequestHandler {
  return (req, res) => {
    res.set('Allow', methods.join(', '));
    const message = `${shown(req)} does not take ${req.method}.`;
    throw new Refusal(405, 'method-not-allowed', message, `Use ${methods.join(' or ')}.`);
  };
}

/** What body-parser and the router throw: errors with a 4xx status of their own. */
function bodyRefusal(error: unknown): Refusal | null {
  const status = (error as { status?: unknown } | null)?.status;
  if (typeof status !== 'number' || status < 400 || status > 499) return null;
  if (status === 413) return new Refusal(413, 'too-large', 'The request is too large.', 'Send less at once.');
  if (status === 415)
    return new Refusal(
      415,
      'packed',
      'The request is packed or in another charset.',
      'Send it as UTF-8, unpacked.',
    );
  return new Refusal(
    status,
    'bad-request',
    'The request could not be read.',
    'Check its JSON and its address.',
  );
}

function internal(error: unknown, onError: (error: unknown) => void): Refusal {
  onError(error);
  return new Refusal(500, 'internal', 'The engine failed to answer.', 'Try again; the log names the cause.');
}

function shown(req: Request): string {
  return req.path.length > 80 ? `${req.path.slice(0, 80)}...` : req.path;
}
