import type { Projection } from '../../engine/show/projection.ts';
import { type Handle, sideOf } from './lining-up.ts';

const WIDTH = 320;
const HEIGHT = 180;
const MARGIN = 24;
const EDGES = { top: [0, 1], right: [1, 2], bottom: [2, 3], left: [3, 0] } as const;

/** The window and the picture in it, drawn small, with what the arrows move. */
export function Picture({ projection, handle }: { projection: Projection; handle: Handle }) {
  const points = projection.corners.map(([x, y]) => [x * WIDTH, y * HEIGHT] as const);
  const side = sideOf(handle);
  const edge = side && EDGES[side].map((i) => points[i]!);
  return (
    <svg
      class="window"
      role="img"
      aria-label="the picture in its window"
      viewBox={`${-MARGIN} ${-MARGIN} ${WIDTH + 2 * MARGIN} ${HEIGHT + 2 * MARGIN}`}
    >
      <rect width={WIDTH} height={HEIGHT} />
      <polygon points={points.map((point) => point.join(',')).join(' ')} />
      {edge && <line class="chosen" x1={edge[0]![0]} y1={edge[0]![1]} x2={edge[1]![0]} y2={edge[1]![1]} />}
      {points.map(([x, y], i) => (
        <g key={i + 1} class={handle === 'a' || handle === String(i + 1) ? 'chosen' : ''}>
          <circle cx={x} cy={y} r={11} />
          <text x={x} y={y + 4.5}>
            {i + 1}
          </text>
        </g>
      ))}
    </svg>
  );
}
