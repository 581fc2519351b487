import p5 from 'p5';
import { BREATH, decodeInbetween, INBETWEEN } from '../../engine/show/inbetween.ts';
import type { Part } from '../../engine/show/part.ts';
import type { State } from '../../engine/show/state.ts';
import type { Link } from '../link.ts';
import { fullDensity, judged } from './density.ts';
import { handOver } from './drive.ts';
import type { GL } from './gl/program.ts';
import { fader } from './light.ts';
import { meter } from './meter.ts';
import { naming } from './naming.ts';
import { createProjector, type Projector } from './projector.ts';
import { createScene, type Scene } from './scene.ts';
import { tellDrawn } from './telling.ts';
import { type View, viewOf, windowOf } from './view.ts';

export interface PictureOptions {
  show: Link;
  part: Part;
  /** Shows the test pattern, whatever the desk says. */
  pattern: boolean;
  /** Sets the clock of `show`; where it is given, frames are drawn only when window.mishmashDrive asks for them. */
  setTime?: ((atMs: number) => void) | undefined;
  /** Told where the card or its driver cannot draw the wall. */
  onBlind: () => void;
}

const LOST_MS = 10_000;

/** Draws a part of the wall in the window, and goes on whatever happens to card, window and connection. */
export function startPicture({ show, part, pattern, setTime, onBlind }: PictureOptions): void {
  const frames = meter();
  const light = fader();
  const drawn = tellDrawn(show);
  const written = naming(document.getElementById('arrival')!);
  p5.disableFriendlyErrors = true;
  new p5((p: p5) => {
    let gl: GL;
    let view: View | null = null;
    let scene: Scene | null = null;
    let projector: Projector;
    let judge = fullDensity;
    let stale = true;
    let blind = false;
    let deafToFrames = () => {};

    /** The card's driver refuses what the wall is drawn with. */
    function giveUp(error: unknown): void {
      console.error(error);
      blind = true;
      p.noLoop();
      onBlind();
    }

    /** The grid anew: at the start, when its columns or the seams change, and when the card was lost. */
    function build(state: State): void {
      if (!view) return;
      scene?.dispose();
      const { birth: onBirth, inbetween: onInbetween } = frames;
      const parts = { gl, view, showNow: show.now, light, naming: written };
      const told = { onBirth, onHung: drawn, onInbetween };
      try {
        scene = createScene({ ...parts, ...told }, state);
      } catch (error) {
        giveUp(error);
        return;
      }
      scene.hangAll(state);
      stale = false;
    }

    /** Takes over a state; behind a test pattern the scene may wait until it is seen again. */
    function take(state: State, change: (scene: Scene) => void): void {
      if (blind) return;
      if (follow(state)) stale = true;
      if (!stale) change(scene!);
      else if (!projector.pattern) build(state);
    }

    /** Whether the scene has to be built anew for this state. */
    function follow(state: State): boolean {
      const next = viewOf(windowOf(part, projector.seams(state)), p.width, p.height);
      const same = JSON.stringify(next) === JSON.stringify(view);
      if (!same || !view) view = next;
      projector.follow(state, view);
      return !same || !scene?.fits(state);
    }

    p.setup = () => {
      p.pixelDensity(1);
      p.createCanvas(p.windowWidth, p.windowHeight, p.WEBGL).parent('wall');
      p.setAttributes({ antialias: false, alpha: false });
      gl = p.drawingContext as GL;
      projector = createProjector(gl, part, document.getElementById('over')!, pattern);
      const canvas = gl.canvas as HTMLCanvasElement;
      canvas.addEventListener('webglcontextlost', (event: Event) => {
        event.preventDefault();
        // A card that does not come back in this time is gone: the page begins anew without it.
        setTimeout(() => location.reload(), LOST_MS);
      });
      canvas.addEventListener('webglcontextrestored', () => location.reload());
      show.onSnapshot((state) => take(state, (now) => now.hangAll(state)));
      show.onEvent((event, state, at) => take(state, (now) => now.hear(event, state, at)));
      deafToFrames = show.onFrame((name, bytes) => {
        const frame = name === INBETWEEN || name === BREATH ? decodeInbetween(bytes) : null;
        if (!frame || stale) return;
        if (name === BREATH) scene!.breathe(frame);
        else scene!.inbetween(frame);
      });
      const known = show.state();
      if (known) take(known, () => {});
      if (!setTime) return;
      p.noLoop();
      const isIdle = () => !stale && scene!.isIdle();
      handOver(show, setTime, isIdle, async () => void (await p.redraw()));
    };

    p.windowResized = () => {
      p.resizeCanvas(p.windowWidth, p.windowHeight);
      const state = show.state();
      if (state) take(state, () => {});
    };

    function paint(): void {
      const state = show.state();
      gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
      gl.clearColor(0.043, 0.039, 0.035, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      // A driven clock has not begun before the first frame is asked for; light would rise from its zero.
      if (state && scene && show.now() > 0) scene.paint(state, show.now());
    }

    p.draw = () => {
      if (blind) return;
      const begun = performance.now();
      frames.begin();
      gl.disable(gl.DEPTH_TEST);
      gl.disable(gl.BLEND);
      projector.frame(paint);
      frames.count(performance.now() - begun, scene?.cells ?? null);
      const { density } = judge;
      // Whoever lines up projectors, or films, needs every pixel.
      judge = projector.pattern || setTime ? fullDensity : judged(judge, p.deltaTime);
      if (judge.density === density) return;
      p.pixelDensity(judge.density);
      // Drawn in software: the generator's spare time is better spent on the frames of this page.
      deafToFrames();
    };
  });
}
