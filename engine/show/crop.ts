/** A rectangle in shares (0..1) of the upright picture. */
export interface FaceBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A square in pixels. */
export interface Square {
  left: number;
  top: number;
  side: number;
}

/** Side of the crop in heights of a face (brow to chin): how tightly the networks' own faces are framed. */
const FACE_SHARE = 1.75;
/** Where the middle of the face sits in the crop, from the top. */
const FACE_MIDDLE = 0.54;
const MIN_FACE_SHARE = 0.04;
const MIN_FACE_PX = 40;

/** The square of a `width` x `height` picture to look at: around the face, or where a face most likely is. */
export function squareAround(width: number, height: number, face: FaceBox | null): Square {
  const seen = face && clipped(face);
  if (!seen || !isSane(seen, width, height)) return upperThird(width, height);
  const faceSide = Math.max(seen.width * width, seen.height * height);
  const side = Math.min(width, height, Math.round(faceSide * FACE_SHARE));
  const middleX = (seen.x + seen.width / 2) * width;
  const middleY = (seen.y + seen.height / 2) * height;
  return {
    left: clamp(Math.round(middleX - side / 2), width - side),
    top: clamp(Math.round(middleY - side * FACE_MIDDLE), height - side),
    side,
  };
}

/** People hold a phone so that their head is above the middle. */
function upperThird(width: number, height: number): Square {
  const side = Math.min(width, height);
  return { left: Math.floor((width - side) / 2), top: Math.floor((height - side) / 3), side };
}

/** Detectors draw boxes over the edge of the picture. */
function clipped({ x, y, width, height }: FaceBox): FaceBox {
  const left = clamp(x, 1);
  const top = clamp(y, 1);
  return { x: left, y: top, width: clamp(x + width, 1) - left, height: clamp(y + height, 1) - top };
}

function isSane(face: FaceBox, width: number, height: number): boolean {
  const px = Math.min(face.width * width, face.height * height);
  const ratio = (face.width * width) / (face.height * height);
  const large = Math.min(face.width, face.height) >= MIN_FACE_SHARE && px >= MIN_FACE_PX;
  return large && ratio > 0.4 && ratio < 2.5;
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}
