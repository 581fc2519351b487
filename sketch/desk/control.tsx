import { type ParamName, type ParamSpec, params } from '../../engine/show/params.ts';
import { order } from './orders.ts';

/** The control of one parameter, built from the registry. `value` is what is heard and seen now. */
export function Control({ name, value }: { name: ParamName; value: number | string }) {
  const spec: ParamSpec = params[name];
  const turn = (to: number | string) => void order('/api/params', { param: name, value: to });
  return (
    <div class="control">
      <label for={name} title={spec.sentence}>
        {name} <small>{spec.unit}</small>
      </label>
      {spec.kind === 'choice' ? (
        <select id={name} value={value} onChange={(event) => turn(event.currentTarget.value)}>
          {spec.options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      ) : (
        <>
          <input
            id={name}
            type="range"
            min={spec.min}
            max={spec.max}
            step={spec.step}
            value={value}
            onInput={(event) => turn(Number(event.currentTarget.value))}
          />
          <output for={name}>{typeof value === 'number' ? Math.round(value * 1000) / 1000 : value}</output>
        </>
      )}
      <small class="sentence">{spec.sentence}</small>
    </div>
  );
}
