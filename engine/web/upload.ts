import type { RequestHandler } from 'express';
import multer from 'multer';
import { Refusal } from '../show/ports.ts';
import { isFromHere } from './guard.ts';

const MB = 1024 * 1024;
/** All uploads in memory at once; more have to wait. */
const MAX_HELD_MB = 256;
const MAX_FIELD_BYTES = 16 * 1024;
/** Boundaries and small fields around the photo. */
const ENVELOPE_BYTES = 128 * 1024;

/** Takes one `photo` and a few small fields into memory, never to disk; throws Refusals beyond the limits. */
export function photoUpload(maxPhotoMB: number, maxHeldMB = MAX_HELD_MB): RequestHandler[] {
  const maxBytes = Math.floor(maxPhotoMB * MB);
  const parse = multer({
    storage: multer.memoryStorage(),
    limits: {
      fileSize: maxBytes,
      files: 1,
      fields: 8,
      parts: 10,
      fieldSize: MAX_FIELD_BYTES,
      fieldNameSize: 40,
      headerPairs: 30,
      fieldNestingDepth: 0,
    },
  }).single('photo');
  return [
    holdWithin(maxBytes + ENVELOPE_BYTES, maxHeldMB * MB),
    (req, res, next) => parse(req, res, plainly(next, maxPhotoMB)),
  ];
}

/** Counts what uploads hold in memory until they are answered. What arrives counts, not what is promised. */
function holdWithin(maxBodyBytes: number, maxHeldBytes: number): RequestHandler {
  let held = 0;
  return (req, res, next) => {
    if (!req.is('multipart/form-data')) throw notMultipart();
    if (Number(req.headers['content-length'] ?? 0) > maxBodyBytes)
      throw tooLarge(Math.floor(maxBodyBytes / MB));
    const booth = isFromHere(req);
    let mine = 0;
    req.on('data', (part: Buffer) => {
      mine += part.length;
      held += part.length;
      // However many phones send, the booth at this machine is heard.
      if ((held <= maxHeldBytes || booth) && mine <= maxBodyBytes) return;
      req.removeAllListeners('data');
      req.unpipe();
      next(mine > maxBodyBytes ? tooLarge(Math.floor(maxBodyBytes / MB)) : full());
    });
    res.once('close', () => {
      held -= mine;
    });
    next();
  };
}

/** Multer's errors in the visitor's words. */
function plainly(next: (error?: unknown) => void, maxPhotoMB: number): (error?: unknown) => void {
  return (error) => {
    if (!error) return next();
    if (!(error instanceof multer.MulterError)) return next(notMultipart());
    if (error.code === 'LIMIT_FILE_SIZE') return next(tooLarge(maxPhotoMB));
    if (error.code === 'LIMIT_UNEXPECTED_FILE' || error.code === 'LIMIT_FILE_COUNT')
      return next(new Refusal(400, 'photo-count', 'Send one photo.', 'Put one file in the field "photo".'));
    next(
      new Refusal(
        400,
        'form-large',
        'The form has too many or too large fields.',
        'Send only the known fields.',
      ),
    );
  };
}

function tooLarge(maxPhotoMB: number): Refusal {
  return new Refusal(
    413,
    'photo-bytes',
    `The photo is larger than ${maxPhotoMB} MB.`,
    'Send a smaller copy.',
  );
}

function full(): Refusal {
  return new Refusal(503, 'busy', 'Too many photos are arriving.', 'Wait half a minute and send it again.');
}

function notMultipart(): Refusal {
  return new Refusal(
    400,
    'form-broken',
    'This is no complete form.',
    'Send multipart/form-data with a file "photo" and fields "name" and "consent".',
  );
}
