import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { Sample } from '../../engine/show/sensing/reading.ts';
import { fetchTraces } from './fetch-traces.ts';
import { samplesIn } from './samples-in.ts';
import { clockText, type Stretch } from './stretches.ts';
import { thinned } from './thinned.ts';

const HEIGHT_PX = 180;
const COLUMNS = 1200;
const DASHES = [[], [6, 4], [2, 4], [10, 3, 2, 3]];

/** What every sensor told in a stretch; a part of it is chosen by dragging over it. */
export function HistoryPlot({ stretch, onSelect }: { stretch: Stretch; onSelect: (to: Stretch) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const says = useSignal('');
  useEffect(() => {
    let plot: uPlot | null = null;
    let over = false;
    says.value = 'reading';
    void fetchTraces(stretch, 'record').then((texts) => {
      const found = Array.isArray(texts) ? samplesIn(texts) : texts;
      if (over || !box.current) return;
      says.value = 'trouble' in found ? found.trouble : found.size > 0 ? '' : 'no sensor told anything then';
      if (!('trouble' in found)) plot = drawn(box.current, stretch, found, onSelect);
    });
    const sized = new ResizeObserver(([entry]) =>
      plot?.setSize({ width: entry!.contentRect.width, height: HEIGHT_PX }),
    );
    sized.observe(box.current!);
    return () => {
      over = true;
      sized.disconnect();
      plot?.destroy();
    };
  }, [stretch]);
  return (
    <>
      <div
        class="history"
        ref={box}
        role="img"
        aria-label="what the sensors told; drag to choose a stretch"
      />
      <output>{says.value}</output>
    </>
  );
}

function drawn(
  box: HTMLElement,
  stretch: Stretch,
  samples: ReadonlyMap<string, readonly Sample[]>,
  onSelect: (to: Stretch) => void,
): uPlot {
  const axis = { stroke: '#b3ab9c', font: '12px "IBM Plex Mono"', grid: { stroke: '#24211c', width: 1 } };
  const curves = [...samples.values()].map((own) => thinned(own, stretch, COLUMNS));
  const stepMs = (stretch.to - stretch.from) / COLUMNS;
  const x = Array.from({ length: COLUMNS }, (_, i) => stretch.from + (i + 0.5) * stepMs);
  return new uPlot(
    {
      width: box.clientWidth,
      height: HEIGHT_PX,
      padding: [8, 8, 0, 0],
      cursor: { drag: { x: true, y: false, setScale: false }, points: { show: false }, y: false },
      legend: { live: false, markers: { show: true } },
      scales: {
        x: { time: false, range: [stretch.from, stretch.to] },
        y: { range: (_, __, max) => [0, max || 100] },
      },
      axes: [
        { ...axis, size: 28, space: 90, values: (_, ticks) => ticks.map(clockText) },
        { ...axis, size: 48 },
      ],
      series: [
        { label: 'time' },
        ...[...samples.keys()].map((label, i) => ({
          label,
          stroke: i % 2 === 0 ? '#e8e0d0' : '#b3ab9c',
          dash: DASHES[i % DASHES.length]!,
          points: { show: false },
        })),
      ],
      hooks: {
        setSelect: [
          ({ select, posToVal }) => {
            if (select.width > 0)
              onSelect({ from: posToVal(select.left, 'x'), to: posToVal(select.left + select.width, 'x') });
          },
        ],
      },
    },
    [x, ...curves],
    box,
  );
}
