import type { Bin } from './histogram.ts';

const BAR_PX = 74;
const HEIGHT_PX = 96;
const FOOT_PX = 20;
const HEAD_PX = 18;

/** A small histogram; every bar says its number. */
export function Bars({ bins, label }: { bins: readonly Bin[]; label: string }) {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const told = bins.map((bin) => `${bin.label}: ${bin.count}`).join(', ');
  return (
    <svg
      class="bars"
      role="img"
      aria-label={`${label}: ${told}`}
      width={bins.length * BAR_PX}
      viewBox={`0 0 ${bins.length * BAR_PX} ${HEAD_PX + HEIGHT_PX + FOOT_PX}`}
    >
      {bins.map(({ label: name, count }, i) => {
        const high = (count / most) * HEIGHT_PX;
        const middle = (i + 0.5) * BAR_PX;
        return (
          <g key={name}>
            <rect x={i * BAR_PX + 6} y={HEAD_PX + HEIGHT_PX - high} width={BAR_PX - 12} height={high} />
            <text x={middle} y={HEAD_PX + HEIGHT_PX - high - 5}>
              {count}
            </text>
            <text x={middle} y={HEAD_PX + HEIGHT_PX + 15}>
              {name}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
