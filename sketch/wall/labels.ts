import type { Specimen } from '../../engine/show/wall.ts';
import type { Grid } from './grid.ts';
import { FACE } from './spelling.ts';

/** Number, generation or name, and three bars for human, machine and cell; white on black, drawn once per birth. */
export interface LabelPainter {
  readonly canvas: HTMLCanvasElement;
  paint(specimen: Specimen | null): void;
  /** The same as pixels of the canvas's size. */
  painted(specimen: Specimen): Label;
  readonly blank: ImageData;
}

/** A label that was painted; what is sent to the card needs no canvas any more. */
export interface Label {
  specimen: Specimen;
  pixels: ImageData;
}

const MIN_FONT_PX = 6;

/** A painter of one label at a time, of the size of the grid's label strip. */
export function labelPainter(grid: Grid): LabelPainter {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(grid.cellWidth));
  canvas.height = Math.max(1, Math.round(grid.labelHeight));
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const { width, height } = canvas;
  const fontPx = Math.min(height * 0.62, width / 11);

  function paint(specimen: Specimen | null): void {
    context.fillStyle = '#000';
    context.fillRect(0, 0, width, height);
    if (!specimen) return;
    const barWidth = width * 0.2;
    context.fillStyle = '#fff';
    specimen.mix.forEach((share, i) => {
      const barHeight = Math.max(1, height * 0.12);
      context.fillRect(width * 0.76, height * (0.2 + i * 0.24), Math.max(1, barWidth * share), barHeight);
    });
    if (fontPx < MIN_FONT_PX) return;
    context.font = `${fontPx}px ${FACE}`;
    context.textBaseline = 'middle';
    const text = specimen.name ?? `${specimen.creature} g${specimen.generation}`;
    if (specimen.name) context.fillRect(width * 0.02, height * 0.3, height * 0.4, height * 0.4);
    const left = width * 0.04 + (specimen.name ? height * 0.45 : 0);
    context.fillText(text, left, height * 0.52, width * 0.73 - left);
  }

  function pixelsOf(specimen: Specimen | null): ImageData {
    paint(specimen);
    return context.getImageData(0, 0, width, height);
  }

  return {
    canvas,
    paint,
    painted: (specimen) => ({ specimen, pixels: pixelsOf(specimen) }),
    blank: pixelsOf(null),
  };
}
