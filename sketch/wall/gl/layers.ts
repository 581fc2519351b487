import type { GL } from './program.ts';

/** All pictures of the wall in one texture array; a layer is taken for a new picture and given back after its transition. */
export interface Layers {
  readonly texture: WebGLTexture;
  /** Uploads once; the layer's number, or -1 where all are in use. */
  put(picture: ImageBitmap): number;
  free(layer: number): void;
  dispose(): void;
}

/** `count` square layers of `side` pixels. */
export function createLayers(gl: GL, side: number, count: number): Layers {
  const depth = Math.min(count, gl.getParameter(gl.MAX_ARRAY_TEXTURE_LAYERS));
  const texture = gl.createTexture()!;
  gl.bindTexture(gl.TEXTURE_2D_ARRAY, texture);
  gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, gl.RGBA8, side, side, depth);
  gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  const open = Array.from({ length: depth }, (_, i) => depth - 1 - i);
  return {
    texture,
    put(picture) {
      const layer = open.pop();
      if (layer === undefined) return -1;
      gl.bindTexture(gl.TEXTURE_2D_ARRAY, texture);
      gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
      gl.texSubImage3D(
        gl.TEXTURE_2D_ARRAY,
        0,
        0,
        0,
        layer,
        side,
        side,
        1,
        gl.RGBA,
        gl.UNSIGNED_BYTE,
        picture,
      );
      return layer;
    },
    free(layer) {
      if (layer >= 0) open.push(layer);
    },
    dispose: () => gl.deleteTexture(texture),
  };
}
