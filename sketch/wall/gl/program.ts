export type GL = WebGL2RenderingContext;

/** Compiles and links; throws with the compiler's own words. */
export function createProgram(gl: GL, vertex: string, fragment: string): WebGLProgram {
  return createPrograms(gl, [{ vertex, fragment }])[0]!;
}

/** The same for several: all are on their way before the first is asked for, so that a driver may compile them at once. */
export function createPrograms(gl: GL, sources: { vertex: string; fragment: string }[]): WebGLProgram[] {
  const begun = sources.map(({ vertex, fragment }) => {
    const program = gl.createProgram()!;
    const shaders = [compile(gl, gl.VERTEX_SHADER, vertex), compile(gl, gl.FRAGMENT_SHADER, fragment)];
    for (const shader of shaders) gl.attachShader(program, shader);
    gl.linkProgram(program);
    return { program, shaders };
  });
  return begun.map(({ program, shaders }) => {
    for (const shader of shaders)
      if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost())
        throw new Error(`shader: ${gl.getShaderInfoLog(shader)}`);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
      throw new Error(`program: ${gl.getProgramInfoLog(program)}`);
    return program;
  });
}

function compile(gl: GL, type: number, source: string): WebGLShader {
  const shader = gl.createShader(type)!;
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  return shader;
}

/** Uniform locations by name, looked up once. */
export function uniformsOf<N extends string>(
  gl: GL,
  program: WebGLProgram,
  names: readonly N[],
): Record<N, WebGLUniformLocation | null> {
  return Object.fromEntries(names.map((name) => [name, gl.getUniformLocation(program, name)])) as Record<
    N,
    WebGLUniformLocation | null
  >;
}

/** A buffer of per-instance floats, `sizes` per attribute from location 0 on, and the vertex array that reads it. */
export function instanceBuffer(gl: GL, sizes: readonly number[], instances: number) {
  const floats = sizes.reduce((sum, size) => sum + size, 0);
  const data = new Float32Array(floats * instances);
  const array = gl.createVertexArray()!;
  const buffer = gl.createBuffer()!;
  gl.bindVertexArray(array);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, data.byteLength, gl.DYNAMIC_DRAW);
  let offset = 0;
  sizes.forEach((size, location) => {
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, size, gl.FLOAT, false, floats * 4, offset * 4);
    gl.vertexAttribDivisor(location, 1);
    offset += size;
  });
  gl.bindVertexArray(null);
  let from = instances;
  let to = 0;
  // Made once: a view made for each cell in each frame would be work for the garbage collector.
  const views = Array.from({ length: instances }, (_, i) => data.subarray(i * floats, (i + 1) * floats));
  return {
    data,
    array,
    /** The floats of one instance, to be written in place. */
    at: (instance: number) => views[instance]!,
    /** Instances first..last (exclusive) were written; the card has them with the next send(). */
    touch(first: number, last: number) {
      from = Math.min(from, first);
      to = Math.max(to, last);
    },
    /** Sends what was written to the card, at once: a call for each cell would cost more than the bytes between. */
    send() {
      if (to <= from) return;
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferSubData(gl.ARRAY_BUFFER, from * floats * 4, data, from * floats, (to - from) * floats);
      from = instances;
      to = 0;
    },
    free() {
      gl.deleteBuffer(buffer);
      gl.deleteVertexArray(array);
    },
  };
}
