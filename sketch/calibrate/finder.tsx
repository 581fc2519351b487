import { NEAR, OFF_CENTRE } from '../booth/guidance.ts';
import type { Seen } from '../parts/face/analyzer.ts';

const [WIDTH, HEIGHT] = [1280, 720];
/** A face fills half of the picture's height where there is room for hair and chin. */
const WANTED = 0.5;
/** Width of a face (brow to chin) over its height, as the detector draws it. */
const SLIM = 0.85;

/** Over the camera's picture: where the face should be, the smallest it may be, and where it is. Mirrored as that is. */
export function Finder({ face }: { face: Seen | null }) {
  const off = OFF_CENTRE * WIDTH;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={saysOf(face)}>
      {[WIDTH / 2 - off, WIDTH / 2 + off].map((x) => (
        <line key={x} class="bound" x1={x} x2={x} y1={0} y2={HEIGHT} />
      ))}
      <Oval share={WANTED} name="wanted" />
      <Oval share={NEAR} name="smallest" />
      {face && (
        <rect
          class="found"
          x={(1 - face.x - face.width) * WIDTH}
          y={face.y * HEIGHT}
          width={face.width * WIDTH}
          height={face.height * HEIGHT}
        />
      )}
    </svg>
  );
}

function Oval({ share, name }: { share: number; name: string }) {
  const ry = (share * HEIGHT) / 2;
  return <ellipse class={name} cx={WIDTH / 2} cy={HEIGHT / 2} rx={ry * SLIM} ry={ry} />;
}

function saysOf(face: Seen | null): string {
  const where = 'outlines of where a face should be, and of the smallest that is taken';
  return face ? `${where}; a face is framed` : where;
}
