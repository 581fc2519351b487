import { type FaceBox, squareAround } from '../../../engine/show/crop.ts';

/** What leaves the page: this many pixels square. The engine's networks look at a quarter of it. */
const CROP_PX = 512;
const JPEG_QUALITY = 0.92;
/** A head lying further over than this is left as it is: the landmarks are more likely wrong. */
const MAX_ROLL = Math.PI / 4;

/**
 * The square around the face with the eyes level (`roll` in radians, clockwise), or where a face most likely is;
 * nothing else of the photo leaves the page. What cannot be decoded is handed on as it is: the engine says why not.
 */
export async function faceCrop(photo: Blob, face: FaceBox | null, roll: number): Promise<Blob> {
  const frame = await createImageBitmap(photo).catch(() => null);
  if (!frame) return photo;
  const { left, top, side } = squareAround(frame.width, frame.height, face);
  const canvas = document.createElement('canvas');
  // A small picture stays small, so that the engine can say that it is too small.
  const px = Math.min(CROP_PX, side);
  canvas.width = canvas.height = px;
  const context = canvas.getContext('2d')!;
  const scale = px / side;
  context.imageSmoothingQuality = 'high';
  context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
  // The upright picture lies below the turned one: where that ends, the room goes on.
  context.drawImage(frame, 0, 0);
  if (face && Math.abs(roll) < MAX_ROLL) {
    const x = (face.x + face.width / 2) * frame.width;
    const y = (face.y + face.height / 2) * frame.height;
    context.translate(x, y);
    context.rotate(-roll);
    context.translate(-x, -y);
    context.drawImage(frame, 0, 0);
  }
  frame.close();
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (crop) => (crop ? resolve(crop) : reject(new Error('the photo could not be cropped'))),
      'image/jpeg',
      JPEG_QUALITY,
    ),
  );
}
