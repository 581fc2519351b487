import { createProgram, type GL, instanceBuffer, uniformsOf } from './gl/program.ts';
import { THREAD_STEPS, threadFragment, threadVertex } from './gl/thread-shader.ts';
import type { View } from './view.ts';

/** Threads that may be seen at once; the oldest gives way. */
const MAX_THREADS = 96;

/** The thin lines from parents to a child, in one draw. */
export interface Threads {
  /** Adds a thread; places in pixels of the wall, times in s, `strength` 0..1. */
  spin(
    from: readonly [number, number],
    to: readonly [number, number],
    startS: number,
    lastsS: number,
    strength: number,
    visitor: boolean,
  ): void;
  draw(now: number, light: number): void;
  /** Moves all times by `byS`, when the clock counts from another hour. */
  shift(byS: number): void;
  clear(): void;
  dispose(): void;
}

export function createThreads(gl: GL, view: View): Threads {
  const program = createProgram(gl, threadVertex, threadFragment);
  const uniforms = uniformsOf(gl, program, ['size', 'origin', 'now', 'light'] as const);
  const instances = instanceBuffer(gl, [4, 4], MAX_THREADS);
  let next = 0;
  return {
    spin(from, to, startS, lastsS, strength, visitor) {
      const thread = instances.at(next);
      thread.set([...from, ...to, startS, lastsS, strength, visitor ? 1 : 0]);
      instances.touch(next, next + 1);
      next = (next + 1) % MAX_THREADS;
    },
    draw(now, light) {
      instances.send();
      gl.useProgram(program);
      gl.bindVertexArray(instances.array);
      gl.uniform2f(uniforms.size, view.width, view.height);
      gl.uniform2f(uniforms.origin, view.x, view.y);
      gl.uniform1f(uniforms.now, now);
      gl.uniform1f(uniforms.light, light);
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 2 * (THREAD_STEPS + 1), MAX_THREADS);
      gl.disable(gl.BLEND);
      gl.bindVertexArray(null);
    },
    shift(byS) {
      for (let thread = 0; thread < MAX_THREADS; thread++) instances.at(thread)[4]! += byS;
      instances.touch(0, MAX_THREADS);
    },
    clear() {
      instances.data.fill(0);
      instances.touch(0, MAX_THREADS);
    },
    dispose() {
      instances.free();
      gl.deleteProgram(program);
    },
  };
}
