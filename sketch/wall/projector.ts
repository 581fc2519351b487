import type { Part } from '../../engine/show/part.ts';
import { type Projection, projectionOf, type Seams, SIDES, seamsOf } from '../../engine/show/projection.ts';
import type { State } from '../../engine/show/state.ts';
import { createOutput, type Output } from './gl/output.ts';
import type { GL } from './gl/program.ts';
import { cssMatrix, homography, isFull } from './homography.ts';
import { paintPattern } from './pattern.ts';
import type { View } from './view.ts';

/** Puts what is drawn onto the real wall: corners, blends and test pattern of a part as the show has them. */
export interface Projector {
  /** Whether the test pattern is shown instead of the wall. */
  readonly pattern: boolean;
  /** Takes over how `state` has this part, in a window that shows `view`. */
  follow(state: State, view: View): void;
  /** How the neighbours overlap. */
  seams(state: State): Seams;
  /** Draws a frame: `paint` draws the wall as if nothing stood askew. */
  frame(paint: () => void): void;
}

/** `overlay` is what lies over the canvas, and goes where the picture goes; `always`: the pattern whatever the show says. */
export function createProjector(gl: GL, part: Part, overlay: HTMLElement, always: boolean): Projector {
  let output: Output | null = null;
  let projection: Projection | null = null;
  let place = homography(projectionOf({}, part).corners);
  let seen: View | null = null;
  let plain = true;
  let canvas: HTMLCanvasElement | null = null;
  let fresh = false;

  const isPattern = () => always || projection?.pattern === true;

  function repaint(): void {
    if (!isPattern() || !seen || !projection) return;
    canvas ??= document.createElement('canvas');
    canvas.width = gl.drawingBufferWidth;
    canvas.height = gl.drawingBufferHeight;
    paintPattern(canvas, part, seen, projection.blends);
    fresh = true;
  }

  return {
    get pattern() {
      return isPattern();
    },
    seams: (state) => seamsOf(state.projections, part),
    follow(state, view) {
      const next = projectionOf(state.projections, part);
      if (next === projection && view === seen) return;
      projection = next;
      seen = view;
      place = homography(next.corners);
      plain = isFull(next.corners) && SIDES.every((side) => next.blends[side].share === 0);
      overlay.style.transform = isFull(next.corners) ? '' : cssMatrix(place, view.width, view.height);
      overlay.hidden = isPattern();
      repaint();
    },
    frame(paint) {
      if (projection && isPattern()) {
        output ??= createOutput(gl);
        if (!canvas || canvas.width !== gl.drawingBufferWidth) repaint();
        output.show(canvas!, fresh, place, projectionOf({}, part).blends);
        fresh = false;
        return;
      }
      if (plain || !projection) return paint();
      output ??= createOutput(gl);
      output.begin();
      paint();
      output.end(place, projection.blends);
    },
  };
}
