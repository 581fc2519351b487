import { type Part, partName } from '../../engine/show/part.ts';
import type { Projection } from '../../engine/show/projection.ts';
import type { View } from './view.ts';

const BONE = '#e8e0d0';
const DIM = '#5d574c';
/** Squares along the height of a window. */
const SQUARES = 9;
const FRAME_PX = 4;

/**
 * Paints the test pattern of a part, as large as `canvas`: a frame whose outer edge is the picture's, squares and
 * circles that run on in the neighbours, crosses and numbers at the corners, and lines where the blends begin.
 */
export function paintPattern(
  canvas: HTMLCanvasElement,
  part: Part,
  view: View,
  blends: Projection['blends'],
): void {
  const { width, height } = canvas;
  const context = canvas.getContext('2d')!;
  const scale = width / view.width;
  const square = height / SQUARES;
  context.fillStyle = '#000';
  context.fillRect(0, 0, width, height);
  context.lineWidth = 1;
  context.strokeStyle = DIM;
  strokes(context, () => {
    // Counted from the middle of the whole wall, so that the squares of an overlap lie on one another.
    const [middleX, middleY] = [
      (view.wall.width / 2 - view.x) * scale,
      (view.wall.height / 2 - view.y) * scale,
    ];
    for (let x = middleX % square; x < width; x += square) line(context, x, 0, x, height);
    for (let y = middleY % square; y < height; y += square) line(context, 0, y, width, y);
  });
  context.strokeStyle = BONE;
  context.lineWidth = 2;
  circle(context, width / 2, height / 2, Math.min(width, height) * 0.44);
  for (const x of [1, -1])
    for (const y of [1, -1])
      circle(
        context,
        width / 2 + x * (width / 2 - square * 1.4),
        height / 2 + y * (height / 2 - square * 1.4),
        square,
      );
  strokes(context, () => {
    line(context, width / 2, 0, width / 2, height);
    line(context, 0, height / 2, width, height / 2);
  });
  context.setLineDash([12, 8]);
  strokes(context, () => {
    for (const x of [blends.left.share * width, width - blends.right.share * width])
      if (x > 0 && x < width) line(context, x, 0, x, height);
    for (const y of [blends.top.share * height, height - blends.bottom.share * height])
      if (y > 0 && y < height) line(context, 0, y, width, y);
  });
  context.setLineDash([]);
  corners(context, width, height, square);
  context.strokeStyle = BONE;
  context.lineWidth = FRAME_PX;
  context.strokeRect(FRAME_PX / 2, FRAME_PX / 2, width - FRAME_PX, height - FRAME_PX);
  label(context, partName(part), width / 2, height / 2, height * 0.13);
}

/** Numbered as on the calibrate page; each cross is cut off where the picture ends. */
function corners(context: CanvasRenderingContext2D, width: number, height: number, square: number): void {
  const arm = square * 0.7;
  context.lineWidth = FRAME_PX * 5;
  strokes(context, () => {
    for (const x of [0, width])
      for (const y of [0, height]) {
        line(context, x - arm, y, x + arm, y);
        line(context, x, y - arm, x, y + arm);
      }
  });
  const inset = square * 1.4;
  label(context, '1', inset, inset, square * 0.9);
  label(context, '2', width - inset, inset, square * 0.9);
  label(context, '3', width - inset, height - inset, square * 0.9);
  label(context, '4', inset, height - inset, square * 0.9);
}

function label(context: CanvasRenderingContext2D, text: string, x: number, y: number, sizePx: number): void {
  context.font = `${sizePx}px "IBM Plex Mono", monospace`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const half = context.measureText(text).width / 2 + sizePx * 0.2;
  context.fillStyle = '#000';
  context.fillRect(x - half, y - sizePx * 0.6, 2 * half, sizePx * 1.2);
  context.fillStyle = BONE;
  context.fillText(text, x, y);
}

function strokes(context: CanvasRenderingContext2D, draw: () => void): void {
  context.beginPath();
  draw();
  context.stroke();
}

function line(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
}

function circle(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}
