import { faults, isFault } from '../../engine/show/faults.ts';
import type { State } from '../../engine/show/state.ts';

/** Every standing fault with what it means and what to do; says so where there is none. */
export function Faults({ state }: { state: State }) {
  if (state.faults.length === 0) return <p>○ no faults</p>;
  return (
    <table>
      <tbody>
        {state.faults.map(({ code, where }) => (
          <tr key={`${code} ${where}`}>
            <th scope="row">
              ▲ {code} {where}
            </th>
            <td>{isFault(code) ? `${faults[code].sentence} ${faults[code].remedy}` : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
