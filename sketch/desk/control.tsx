import { type ParamName, type ParamSpec, params } from '../../engine/show/params.ts';
import { forget, learning, midiMap } from './midi.ts';
import { movers } from './now.ts';
import { turnBy } from './orders.ts';

/** The control of one parameter, built from the registry. `value` is what is heard and seen now. */
export function Control({ name, value }: { name: ParamName; value: number | string }) {
  const spec: ParamSpec = params[name];
  const turn = (to: number | string) => turnBy(`param ${name}`, '/api/params', { param: name, value: to });
  const by = movers.value[name];
  return (
    <div class="control">
      <label for={name}>
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
      <Learn name={name} />
      <small class="sentence">
        {spec.sentence} {spec.kind === 'number' && `${spec.min} to ${spec.max}.`}
        {by && <b> {by}</b>}
      </small>
    </div>
  );
}

/** Which MIDI control turns it; a press waits for the next one that is moved, a press on a learnt one forgets it. */
export function Learn({ name }: { name: Parameters<typeof forget>[0] }) {
  const control = Object.entries(midiMap.value).find(([, target]) => target === name)?.[0];
  const waits = learning.value === name;
  return (
    <button
      type="button"
      class="learn"
      aria-pressed={waits}
      aria-label={control ? `forget ${control} for ${name}` : `learn a MIDI control for ${name}`}
      onClick={() => {
        if (control) forget(name);
        else learning.value = waits ? null : name;
      }}
    >
      {control ?? (waits ? 'move it' : 'midi')}
    </button>
  );
}
