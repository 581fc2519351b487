import type { GL } from './program.ts';

/** One texture with the label of every cell, row by row. */
export interface LabelTexture {
  readonly texture: WebGLTexture;
  put(cell: number, label: ImageData): void;
  dispose(): void;
}

/** Room for labels of the size of `label`; all black at first. */
export function createLabelTexture(
  gl: GL,
  cells: { columns: number; rows: number },
  label: { width: number; height: number },
): LabelTexture {
  const texture = gl.createTexture()!;
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, cells.columns * label.width, cells.rows * label.height);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return {
    texture,
    put(cell, drawn) {
      const x = (cell % cells.columns) * drawn.width;
      const y = Math.floor(cell / cells.columns) * drawn.height;
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, gl.RGBA, gl.UNSIGNED_BYTE, drawn);
    },
    dispose: () => gl.deleteTexture(texture),
  };
}
