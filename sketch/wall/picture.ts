import p5 from 'p5';
import type { Part } from '../../engine/show/part.ts';
import type { State } from '../../engine/show/state.ts';
import type { Link } from '../link.ts';
import { fullDensity, judged } from './density.ts';
import type { GL } from './gl/program.ts';
import { fader } from './light.ts';
import { meter } from './meter.ts';
import { naming } from './naming.ts';
import { createScene, type Scene } from './scene.ts';
import { viewOf, windowOf } from './view.ts';

/** Draws `part` of the wall in the window, and goes on whatever happens to card, window and connection. */
export function startPicture(show: Link, part: Part): void {
  const frames = meter();
  const light = fader();
  const written = naming(document.getElementById('arrival')!);
  p5.disableFriendlyErrors = true;
  new p5((p: p5) => {
    let gl: GL;
    let scene: Scene | null = null;
    let judge = fullDensity;

    /** The grid anew: at the start, when its columns change, and when the card was lost. */
    function build(state: State): void {
      scene?.dispose();
      const view = viewOf(windowOf(part), p.width, p.height);
      scene = createScene(
        { gl, view, showNow: show.now, light, naming: written, onBirth: frames.birth },
        state,
      );
      scene.hangAll(state);
    }

    p.setup = () => {
      p.pixelDensity(1);
      p.createCanvas(p.windowWidth, p.windowHeight, p.WEBGL).parent('wall');
      p.setAttributes({ antialias: false, alpha: false });
      gl = p.drawingContext as GL;
      const canvas = gl.canvas as HTMLCanvasElement;
      canvas.addEventListener('webglcontextlost', (event: Event) => event.preventDefault());
      canvas.addEventListener('webglcontextrestored', () => location.reload());
      show.onSnapshot((state) => (scene?.fits(state) ? scene.hangAll(state) : build(state)));
      show.onEvent((event, state, at) => (scene?.fits(state) ? scene.hear(event, state, at) : build(state)));
      const known = show.state();
      if (known) build(known);
    };

    p.windowResized = () => {
      p.resizeCanvas(p.windowWidth, p.windowHeight);
      const state = show.state();
      if (state) build(state);
    };

    p.draw = () => {
      const begun = performance.now();
      frames.begin();
      const state = show.state();
      gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
      gl.clearColor(0.043, 0.039, 0.035, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.disable(gl.DEPTH_TEST);
      gl.disable(gl.BLEND);
      if (state && scene) scene.paint(state, show.now());
      frames.count(performance.now() - begun, scene?.cells ?? null);
      const { density } = judge;
      judge = judged(judge, p.deltaTime);
      if (judge.density !== density) p.pixelDensity(judge.density);
    };
  });
}
