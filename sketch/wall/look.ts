import { VARIANTS } from './attributes.ts';
import { cellFragment, cellVertex, type Drawn, LOOK_FLOATS } from './gl/cell-shader.ts';
import { createPrograms, type GL } from './gl/program.ts';
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

/** The programs that draw the cells of a window. */
export interface CellPrograms {
  /** All that is drawn from now on looks like this. */
  look(look: Look, pictures: WebGLTexture, labels: WebGLTexture): void;
  /** Draws the pictures of those of `count` bound instances that do what stands there in VARIANTS. */
  drawPictures(variant: number, count: number): void;
  drawLabels(count: number): void;
  dispose(): void;
}

const [PICTURES, LABELS] = [0, 1];

export function cellPrograms(gl: GL, grid: Grid, view: View, near: Near): CellPrograms {
  const drawn: Drawn[] = [...VARIANTS.map((name, variant) => ({ variant, name })), 'label'];
  const programs = createPrograms(
    gl,
    drawn.map((one) => ({ vertex: cellVertex(one), fragment: cellFragment(one) })),
  );
  for (const program of programs) {
    gl.useProgram(program);
    gl.uniform1i(gl.getUniformLocation(program, 'pictures'), PICTURES);
    gl.uniform1i(gl.getUniformLocation(program, 'labels'), LABELS);
    gl.uniformBlockBinding(program, gl.getUniformBlockIndex(program, 'Look'), 0);
  }
  const block = gl.createBuffer()!;
  const floats = new Float32Array(LOOK_FLOATS);
  floats.set([view.width, view.height, view.x, view.y, near.columns, near.rows]);
  floats[6] = grid.labelHeight / grid.cellHeight;
  gl.bindBuffer(gl.UNIFORM_BUFFER, block);
  gl.bufferData(gl.UNIFORM_BUFFER, floats, gl.DYNAMIC_DRAW);

  function draw(program: WebGLProgram, count: number): void {
    gl.useProgram(program);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
  }

  return {
    look(look, pictures, labels) {
      floats[7] = look.now;
      floats[8] = look.transitionS;
      floats[9] = look.breath;
      floats[10] = look.labels;
      floats[11] = look.light;
      floats[12] = look.hold;
      floats[13] = look.memorial;
      gl.bindBufferBase(gl.UNIFORM_BUFFER, 0, block);
      gl.bufferSubData(gl.UNIFORM_BUFFER, 0, floats);
      gl.activeTexture(gl.TEXTURE0 + LABELS!);
      gl.bindTexture(gl.TEXTURE_2D, labels);
      gl.activeTexture(gl.TEXTURE0 + PICTURES!);
      gl.bindTexture(gl.TEXTURE_2D_ARRAY, pictures);
    },
    drawPictures: (variant, count) => draw(programs[variant]!, count),
    drawLabels: (count) => draw(programs[VARIANTS.length]!, count),
    dispose() {
      for (const program of programs) gl.deleteProgram(program);
      gl.deleteBuffer(block);
    },
  };
}
