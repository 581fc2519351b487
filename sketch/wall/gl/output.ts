import type { Projection } from '../../../engine/show/projection.ts';
import type { Homography } from '../homography.ts';
import { outputFragment, outputVertex } from './output-shader.ts';
import { createProgram, type GL, uniformsOf } from './program.ts';

/** Takes the wall into a picture of its own and puts that, or the test pattern, on the window. */
export interface Output {
  /** All that is drawn from now on goes into the picture. */
  begin(): void;
  /** Puts the picture on the window. */
  end(place: Homography, blends: Projection['blends']): void;
  /** Puts `pattern` on the window instead; it is sent to the card where it is `fresh`. */
  show(pattern: HTMLCanvasElement, fresh: boolean, place: Homography, blends: Projection['blends']): void;
}

export function createOutput(gl: GL): Output {
  const program = createProgram(gl, outputVertex, outputFragment);
  const uniforms = uniformsOf(gl, program, ['place', 'picture', 'upright', 'share', 'gamma'] as const);
  const nothing = gl.createVertexArray();
  const frame = gl.createFramebuffer();
  const drawn = createTexture(gl);
  const painted = createTexture(gl);
  let width = 0;
  let height = 0;

  /** The picture has as many pixels as the window. */
  function resize(): void {
    if (width === gl.drawingBufferWidth && height === gl.drawingBufferHeight) return;
    width = gl.drawingBufferWidth;
    height = gl.drawingBufferHeight;
    gl.bindTexture(gl.TEXTURE_2D, drawn);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, drawn, 0);
  }

  function put(
    texture: WebGLTexture,
    upright: boolean,
    place: Homography,
    blends: Projection['blends'],
  ): void {
    const { left, right, top, bottom } = blends;
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    // Beside the picture a projector is to give no light at all.
    gl.clearColor(0, 0, 0, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.useProgram(program);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.uniform1i(uniforms.picture, 0);
    gl.uniform1f(uniforms.upright, upright ? 1 : 0);
    gl.uniformMatrix3fv(uniforms.place, true, place);
    gl.uniform4f(uniforms.share, left.share, right.share, top.share, bottom.share);
    gl.uniform4f(uniforms.gamma, left.gamma, right.gamma, top.gamma, bottom.gamma);
    gl.bindVertexArray(nothing);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    gl.bindVertexArray(null);
  }

  return {
    begin() {
      gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
      resize();
    },
    end(place, blends) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      put(drawn, false, place, blends);
    },
    show(pattern, fresh, place, blends) {
      if (fresh) {
        gl.bindTexture(gl.TEXTURE_2D, painted);
        gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, pattern);
      }
      put(painted, true, place, blends);
    },
  };
}

function createTexture(gl: GL): WebGLTexture {
  const texture = gl.createTexture()!;
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return texture;
}
