import type { Grid } from '../grid.ts';
import type { GL } from './program.ts';

/** One texture with the label of every slot, in the order of the grid. */
export interface LabelTexture {
  readonly texture: WebGLTexture;
  put(slot: number, label: HTMLCanvasElement): void;
  dispose(): void;
}

/** Room for labels of the size of `label`; all black at first. */
export function createLabelTexture(gl: GL, grid: Grid, label: HTMLCanvasElement): LabelTexture {
  const texture = gl.createTexture()!;
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, grid.columns * label.width, grid.rows * label.height);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return {
    texture,
    put(slot, drawn) {
      const x = (slot % grid.columns) * drawn.width;
      const y = Math.floor(slot / grid.columns) * drawn.height;
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, gl.RGBA, gl.UNSIGNED_BYTE, drawn);
    },
    dispose: () => gl.deleteTexture(texture),
  };
}
