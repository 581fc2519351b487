import p5 from 'p5';
import { paramsAt } from '../../engine/show/scenes.ts';
import type { State } from '../../engine/show/state.ts';
import { link } from '../link.ts';
import { startSound } from '../sound/player.ts';
import { ARRIVAL_S, type Arrival, arrivalAt } from './arrival.ts';
import { writeCaptions } from './captions.ts';
import { type Cells, createCells } from './cells.ts';
import { fullDensity, judged } from './density.ts';
import type { GL } from './gl/program.ts';
import { gridOf, grownRect } from './grid.ts';
import { createHanger, type Hanger } from './hanging.ts';
import { invitation } from './invitation.ts';
import { meter } from './meter.ts';
import { createThreads, type Threads } from './threads.ts';

const REST = { hold: 0, grown: 0, named: false };
const FADE_S = 1.5;
const SILENCE_TOLD_MS = 3000;

const show = link();
const frames = meter();
const arrivalNote = document.getElementById('arrival')!;
const status = document.getElementById('status')!;

const invite = invitation(document.querySelector<HTMLCanvasElement>('#invitation')!);
show.onSnapshot(invite);
show.onEvent((_, state) => invite(state));

p5.disableFriendlyErrors = true;
new p5((p: p5) => {
  let gl: GL;
  let cells: Cells | null = null;
  let threads: Threads | null = null;
  let hanger: Hanger | null = null;
  let arrivals: Arrival[] = [];
  let light = 0;
  let judge = fullDensity;
  const seconds = () => performance.now() / 1000;

  /** The grid anew: at the start, when its columns change, and when the card was lost. */
  function build(state: State): void {
    cells?.dispose();
    threads?.dispose();
    const grid = gridOf(paramsAt(state, show.now()).columns, state.aspect, p.width, p.height);
    cells = createCells(gl, grid, p.width, p.height);
    threads = createThreads(gl, p.width, p.height);
    hanger = createHanger(cells, threads, seconds, show.now, (slot, creature, name) =>
      arrivals.push({ slot, creature, name, startS: seconds() }),
    );
    arrivals = [];
    hanger.hangAll(state);
  }

  function fits(state: State): boolean {
    return cells !== null && cells.grid.columns * cells.grid.rows === state.wall.length;
  }

  p.setup = () => {
    p.pixelDensity(1);
    p.createCanvas(p.windowWidth, p.windowHeight, p.WEBGL).parent('wall');
    p.setAttributes({ antialias: false, alpha: false });
    gl = p.drawingContext as GL;
    const canvas = gl.canvas as HTMLCanvasElement;
    canvas.addEventListener('webglcontextlost', (event: Event) => event.preventDefault());
    canvas.addEventListener('webglcontextrestored', () => location.reload());
    show.onSnapshot((state) => (fits(state) ? hanger!.hangAll(state) : build(state)));
    show.onEvent((event, state) => (fits(state) ? hanger!.hear(event, state) : build(state)));
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
    const state = show.state();
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clearColor(0.043, 0.039, 0.035, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.BLEND);
    if (state && cells && threads) paint(state, cells, threads);
    frames.count(performance.now() - begun, cells);
    const { density } = judge;
    judge = judged(judge, p.deltaTime);
    if (judge.density !== density) p.pixelDensity(judge.density);
  };

  function paint(state: State, cells: Cells, threads: Threads): void {
    const now = seconds();
    const params = paramsAt(state, show.now());
    const wanted = state.blackout ? 0 : params.brightness;
    light += (wanted - light) * Math.min(1, p.deltaTime / 1000 / FADE_S) * 2;
    while (arrivals[0] && now - arrivals[0].startS > ARRIVAL_S) arrivals.shift();
    const arrival = arrivals[0];
    const at = arrival ? arrivalAt(now - arrival.startS) : REST;
    const transitionS = params.transitionMs / 1000;
    // Without a visitor the wall breathes at about a tenth of a hertz; with one it holds its breath.
    const breath = state.freeze ? 0 : params.breath * (1 - at.hold);
    const look = { now, transitionS, breath, labels: params.labels, light, hold: at.hold };
    cells.settle(now, transitionS);
    cells.draw(look);
    threads.draw(now, light * (1 - 0.6 * at.hold));
    if (arrival && at.grown > 0)
      cells.drawGrown(arrival.slot, grownRect(cells.grid, arrival.slot, at.grown), look);
    announce(arrival, at.named, cells);
  }

  function announce(arrival: Arrival | undefined, named: boolean, cells: Cells): void {
    const shown = String(named && light > 0.05);
    if (arrivalNote.dataset.shown === shown) return;
    arrivalNote.dataset.shown = shown;
    if (!arrival || !named) return;
    const rect = grownRect(cells.grid, arrival.slot, 1);
    arrivalNote.textContent = `${arrival.name} — specimen ${arrival.creature}`;
    arrivalNote.style.left = `${Math.min(rect.x, p.width * 0.6)}px`;
    const below = rect.y + rect.height;
    arrivalNote.style.top = below < p.height * 0.9 ? `${below + 8}px` : `${rect.y - p.width * 0.045}px`;
  }
});

/** Of several walls in a room one is enough to be heard: the others say ?sound=0. */
const sound = new URLSearchParams(location.search).get('sound') === '0' ? null : startSound(show);
if (sound) {
  const line = document.getElementById('captions')!;
  line.hidden = false;
  writeCaptions(show, line);
}
let silent = false;
setTimeout(() => tellSilence(sound?.isHeard() === false), SILENCE_TOLD_MS);
setTimeout(() => tellSilence(false), 4 * SILENCE_TOLD_MS);

function tellSilence(is: boolean): void {
  silent = is;
  tell(show.live());
}

function tell(live: boolean): void {
  status.textContent = live ? (silent ? 'touch the page once for sound' : '') : 'waiting for the engine';
}

show.onStatus(tell);

if ('wakeLock' in navigator) navigator.wakeLock.request('screen').catch(() => {});
