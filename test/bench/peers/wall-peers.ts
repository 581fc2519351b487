import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** What both peers do in common: as many moving pictures, as many new ones a second, and the time that a frame's script takes. */
const COMMON = `
const query = new URLSearchParams(location.search);
const [cells, side, perSecond] = ['cells', 'side', 'births'].map((name) => Number(query.get(name)));
const columns = Math.ceil(Math.sqrt(cells * 16 / 9));
const times = [];
window.scriptMs = () => times.splice(0);
// Pixels in memory, as of a picture that was fetched: one drawn on the card would have to be read back.
function picture() {
  const pixels = new Uint32Array(side * side).fill(0xff000000 + Math.random() * 0xffffff);
  return createImageBitmap(new ImageData(new Uint8ClampedArray(pixels.buffer), side, side));
}
let born = performance.now();
const due = () => {
  const count = Math.floor((performance.now() - born) / 1000 * perSecond);
  born += count * 1000 / perSecond;
  return count;
};`;

/** One image() call of p5 for each cell, as a sketch begins. */
const NAIVE = `${COMMON}
new p5((p) => {
  const images = [];
  p.setup = async () => {
    p.pixelDensity(1);
    p.createCanvas(p.windowWidth, p.windowHeight, p.WEBGL);
    for (let i = 0; i < cells; i++) images.push(p.createImage(side, side));
    for (const image of images) { image.drawingContext.drawImage(await picture(), 0, 0); image.setModified(true); }
    window.hung = cells;
  };
  p.draw = () => {
    if (images.length < cells) return;
    const begun = performance.now();
    for (let n = due(); n > 0; n--) {
      const image = images[Math.floor(Math.random() * cells)];
      picture().then((bitmap) => { image.drawingContext.drawImage(bitmap, 0, 0); image.setModified(true); });
    }
    const wide = p.width / columns;
    p.translate(-p.width / 2, -p.height / 2);
    for (let i = 0; i < cells; i++)
      p.image(images[i], (i % columns) * wide, Math.floor(i / columns) * wide, wide, wide);
    times.push(performance.now() - begun);
  };
});`;

/** A bare texture array and one draw: what no wall can be faster than. */
const BARE = `${COMMON}
const canvas = document.body.appendChild(document.createElement('canvas'));
canvas.width = innerWidth; canvas.height = innerHeight;
const gl = canvas.getContext('webgl2', { antialias: false, alpha: false });
const shader = (type, source) => { const s = gl.createShader(type); gl.shaderSource(s, source); gl.compileShader(s); return s; };
const program = gl.createProgram();
gl.attachShader(program, shader(gl.VERTEX_SHADER, \`#version 300 es
uniform float columns; uniform vec2 size; out vec3 at;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  float i = float(gl_InstanceID), wide = size.x / columns;
  vec2 place = (vec2(mod(i, columns), floor(i / columns)) + corner) * wide / size;
  at = vec3(corner, i);
  gl_Position = vec4(place * 2.0 - 1.0, 0.0, 1.0);
}\`));
gl.attachShader(program, shader(gl.FRAGMENT_SHADER, \`#version 300 es
precision highp float; precision highp sampler2DArray;
in vec3 at; uniform sampler2DArray pictures; out vec4 colour;
void main() { colour = texture(pictures, at); }\`));
gl.linkProgram(program);
gl.useProgram(program);
gl.bindTexture(gl.TEXTURE_2D_ARRAY, gl.createTexture());
gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, gl.RGBA8, side, side, cells);
gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
// New pictures are sent in the frame, as the wall does: they are part of what it costs.
const arrived = [];
const order = (layer) => picture().then((bitmap) => arrived.push({ layer, bitmap }));
const put = ({ layer, bitmap }) => {
  gl.texSubImage3D(gl.TEXTURE_2D_ARRAY, 0, 0, 0, layer, side, side, 1, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
  bitmap.close();
};
gl.uniform1f(gl.getUniformLocation(program, 'columns'), columns);
gl.uniform2f(gl.getUniformLocation(program, 'size'), canvas.width, canvas.height);
const ready = Promise.all(Array.from({ length: cells }, (_, i) => order(i)));
ready.then(() => { window.hung = cells; requestAnimationFrame(function draw() {
  const begun = performance.now();
  for (let n = due(); n > 0; n--) order(Math.floor(Math.random() * cells));
  for (const one of arrived.splice(0)) put(one);
  gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, cells);
  times.push(performance.now() - begun);
  requestAnimationFrame(draw);
}); });`;

/** A server of the two pages /naive and /bare. */
export async function servePeers(): Promise<{ url: string; stop(): void }> {
  const p5 = readFileSync(join(import.meta.dirname, '../../../node_modules/p5/lib/p5.min.js'));
  const page = (script: string, more = '') =>
    `<!doctype html><style>body{margin:0;overflow:hidden}</style><body>${more}<script>${script}</script>`;
  const server = createServer((req, res) => {
    if (req.url === '/p5.js')
      return void res.setHeader('content-type', 'text/javascript; charset=utf-8').end(p5);
    const naive = req.url?.startsWith('/naive');
    res.setHeader('content-type', 'text/html');
    // Isolated as the wall is, or their clock would go in steps of a tenth of a millisecond.
    res.setHeader('cross-origin-opener-policy', 'same-origin');
    res.setHeader('cross-origin-embedder-policy', 'require-corp');
    res.end(naive ? page(NAIVE, '<script src="/p5.js"></script>') : page(BARE));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => void server.close(),
  };
}
