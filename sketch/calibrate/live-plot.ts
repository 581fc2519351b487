import uPlot from 'uplot';
import { now } from '../parts/show-signals.ts';
import { type Columns, columnsOf, nothingSpans, SPAN_MS } from './plot-data.ts';
import { marksOf, readingsOf } from './readings.ts';

export const PLOT_HEIGHT_PX = 220;
const FRAME_MS = 50;
const GRID = '#24211c';
const DIM = '#b3ab9c';
const BONE = '#e8e0d0';
const FONT = '12px "IBM Plex Mono"';

/** Draws the last half minute of a sensor into `box`, at most twenty times a second, up to `ceiling()` cm. Returns how to stop. */
export function livePlot(box: HTMLElement, sensor: string, ceiling: () => number): () => void {
  const plot = new uPlot(options(sensor, box.clientWidth, ceiling), [[], [], [], []] as Columns, box);
  let drawnAt = 0;
  let asked = requestAnimationFrame(turn);
  function turn(at: number): void {
    asked = requestAnimationFrame(turn);
    if (at - drawnAt < FRAME_MS) return;
    drawnAt = at;
    plot.setData(columnsOf(readingsOf(sensor), now()));
  }
  const sized = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: PLOT_HEIGHT_PX }));
  sized.observe(box);
  return () => {
    cancelAnimationFrame(asked);
    sized.disconnect();
    plot.destroy();
  };
}

function options(sensor: string, width: number, ceiling: () => number): uPlot.Options {
  const axis = { stroke: DIM, font: FONT, grid: { stroke: GRID, width: 1 }, ticks: { show: false } };
  return {
    width,
    height: PLOT_HEIGHT_PX,
    padding: [8, 28, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, range: [-SPAN_MS / 1000, 0] }, y: { range: () => [0, ceiling()] } },
    axes: [
      { ...axis, size: 28, values: (_, ticks) => ticks.map((tick) => `${tick} s`) },
      { ...axis, size: 48 },
    ],
    series: [
      {},
      { stroke: DIM, paths: () => null, points: { show: true, size: 3, fill: DIM, width: 0 } },
      { stroke: BONE, width: 2, points: { show: false } },
      { stroke: DIM, width: 1, dash: [2, 6], points: { show: false } },
    ],
    hooks: { draw: [(plot) => drawWords(plot, sensor)] },
  };
}

/** "nothing" where nothing was seen, and who came and went. */
function drawWords(plot: uPlot, sensor: string): void {
  const { ctx, bbox } = plot;
  const px = uPlot.pxRatio;
  const xOf = (seconds: number) => plot.valToPos(seconds, 'x', true);
  ctx.save();
  ctx.font = `${12 * px}px "IBM Plex Mono"`;
  ctx.fillStyle = DIM;
  ctx.textAlign = 'center';
  for (const { from, to } of nothingSpans(readingsOf(sensor), now())) {
    const middle = (Math.max(from, -SPAN_MS / 1000) + to) / 2;
    const x = Math.min(xOf(middle), bbox.left + bbox.width - 30 * px);
    ctx.fillText('nothing', x, bbox.top + bbox.height - 8 * px);
  }
  ctx.fillStyle = BONE;
  ctx.textAlign = 'left';
  for (const { at, word } of marksOf(sensor)) {
    const x = xOf((at - now()) / 1000);
    if (x < bbox.left) continue;
    ctx.fillRect(x, bbox.top, px, bbox.height);
    ctx.fillText(word === 'entered' ? '▼ entered' : '△ left', x + 4 * px, bbox.top + 12 * px);
  }
  ctx.restore();
}
