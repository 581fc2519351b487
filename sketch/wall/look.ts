import { cellFragment, cellVertex } from './gl/cell-shader.ts';
import { createProgram, type GL, uniformsOf } from './gl/program.ts';
import type { Grid } from './grid.ts';
import type { Near, View } from './view.ts';

/** How the whole grid looks in one frame; times in s. */
export interface Look {
  now: number;
  transitionS: number;
  breath: number;
  labels: number;
  light: number;
  hold: number;
  memorial: number;
}

/** Flags of a cell, see gl/cell-shader.ts. */
export const VISITOR = 1;
export const VISITOR_BEFORE = 2;
export const LIT = 4;
export const FRAMED = 8;

const UNIFORMS = [
  'size',
  'origin',
  'pictures',
  'labels',
  'labelGrid',
  'labelShare',
  'now',
  'transitionS',
  'breath',
  'labelLight',
  'light',
  'hold',
  'memorial',
] as const;

/** The shader of all cells of a window. */
export function cellShader(gl: GL, grid: Grid, view: View, near: Near) {
  const program = createProgram(gl, cellVertex, cellFragment);
  const uniforms = uniformsOf(gl, program, UNIFORMS);
  return {
    /** Everything that is drawn from now on looks like this. */
    use(look: Look, pictures: WebGLTexture, labels: WebGLTexture): void {
      gl.useProgram(program);
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D_ARRAY, pictures);
      gl.activeTexture(gl.TEXTURE1);
      gl.bindTexture(gl.TEXTURE_2D, labels);
      gl.activeTexture(gl.TEXTURE0);
      gl.uniform1i(uniforms.pictures, 0);
      gl.uniform1i(uniforms.labels, 1);
      gl.uniform2f(uniforms.size, view.width, view.height);
      gl.uniform2f(uniforms.origin, view.x, view.y);
      gl.uniform2f(uniforms.labelGrid, near.columns, near.rows);
      gl.uniform1f(uniforms.labelShare, grid.labelHeight / grid.cellHeight);
      gl.uniform1f(uniforms.now, look.now);
      gl.uniform1f(uniforms.transitionS, look.transitionS);
      gl.uniform1f(uniforms.breath, look.breath);
      gl.uniform1f(uniforms.labelLight, look.labels);
      gl.uniform1f(uniforms.light, look.light);
      gl.uniform1f(uniforms.hold, look.hold);
      gl.uniform1f(uniforms.memorial, look.memorial);
    },
    dispose: () => gl.deleteProgram(program),
  };
}
