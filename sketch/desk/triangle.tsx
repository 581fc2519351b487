import { KINGDOMS, type Kingdoms } from '../../engine/show/genome.ts';
import type { Params } from '../../engine/show/params.ts';
import { fromTriangle, toTriangle } from './barycentric.ts';
import { turnBy } from './orders.ts';

const SIDE = 200;
const MARGIN = 22;
const STEP = 0.04;

/** Human, machine and cell in one control: by finger anywhere in the triangle, or with the arrow keys. */
export function Triangle({ values }: { values: Params }) {
  const at = toTriangle([values.human, values.machine, values.cell]);
  const turn = (x: number, y: number) => {
    const [human, machine, cell] = fromTriangle(x, y);
    turnBy('kingdoms', '/api/params', { values: { human, machine, cell } });
  };
  const drag = (event: PointerEvent) => {
    if (event.buttons === 0) return;
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const scale = (SIDE + 2 * MARGIN) / box.width;
    turn(
      ((event.clientX - box.left) * scale - MARGIN) / SIDE,
      ((event.clientY - box.top) * scale - MARGIN) / SIDE,
    );
  };
  const shares = share([values.human, values.machine, values.cell]);
  return (
    <div
      class="triangle"
      role="slider"
      tabIndex={0}
      aria-label="kingdoms"
      aria-valuenow={Math.round(shares[0]! * 100)}
      aria-valuetext={KINGDOMS.map((name, i) => `${name} ${Math.round(shares[i]! * 100)} %`).join(', ')}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag(event);
      }}
      onPointerMove={drag}
      onKeyDown={(event) => {
        const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
        if (!by) return;
        event.preventDefault();
        turn(at.x + by[0]! * STEP, at.y + by[1]! * STEP);
      }}
    >
      <svg viewBox={`0 0 ${SIDE + 2 * MARGIN} ${SIDE + 2 * MARGIN}`} aria-hidden="true">
        <g transform={`translate(${MARGIN} ${MARGIN})`}>
          <polygon points={`${SIDE / 2},0 0,${SIDE} ${SIDE},${SIDE}`} />
          <circle cx={at.x * SIDE} cy={at.y * SIDE} r="9" />
          <text x={SIDE / 2} y="-6">
            human
          </text>
          <text x={-MARGIN} y={SIDE + 16} class="start">
            machine
          </text>
          <text x={SIDE + MARGIN} y={SIDE + 16} class="end">
            cell
          </text>
        </g>
      </svg>
    </div>
  );
}

function share(weights: Kingdoms): number[] {
  const sum = weights.reduce((all, one) => all + one, 0);
  return weights.map((one) => (sum > 0 ? one / sum : 1 / 3));
}
