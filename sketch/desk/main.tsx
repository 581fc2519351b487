import { computed } from '@preact/signals';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Group, paramNames, params } from '../../engine/show/params.ts';
import { paramsAt } from '../../engine/show/scenes.ts';
import type { State } from '../../engine/show/state.ts';
import { Faults } from '../parts/faults.tsx';
import { clock, live, state } from '../parts/show-signals.ts';
import { Control } from './control.tsx';
import { order, pictureOf, pin, refused, rememberPin } from './orders.ts';

const GROUPS: readonly Group[] = ['breeding', 'kingdoms', 'wall', 'visit', 'room'];
const MORPH_MS = 4000;
const SHOWN_BIRTHS = 24;

const values = computed(() => (state.value ? paramsAt(state.value, clock.value) : null));

function Desk() {
  const now = state.value;
  if (!now || !values.value) return <p>waiting for the engine</p>;
  return (
    <>
      <header class="row">
        <h1>{now.show}</h1>
        <output>{live.value ? '● live' : '○ reconnecting'}</output>
        <output>phase {now.phase}</output>
        <output>{now.births} births</output>
        <output>{now.visits} visits</output>
        <label class="row">
          PIN
          <input
            type="password"
            value={pin.value}
            size={8}
            onInput={(event) => rememberPin(event.currentTarget.value)}
          />
        </label>
      </header>
      {refused.value && (
        <p class="trouble" role="alert">
          {refused.value.message} {refused.value.remedy}
        </p>
      )}
      <Scenes state={now} />
      <div class="groups">
        {GROUPS.map((group) => (
          <section key={group}>
            <h2>{group}</h2>
            {paramNames
              .filter((name) => params[name].group === group)
              .map((name) => (
                <Control key={name} name={name} value={values.value![name]} />
              ))}
          </section>
        ))}
      </div>
      {now.waiting.length > 0 && <Waiting state={now} />}
      <h2>last births (press one to hide it)</h2>
      <Births state={now} />
      <h2>faults</h2>
      <Faults state={now} />
    </>
  );
}

function Scenes({ state: now }: { state: State }) {
  return (
    <nav class="row">
      {Object.keys(now.scenes).map((scene) => (
        <button
          key={scene}
          type="button"
          onClick={() => order(`/api/scenes/${scene}/recall`, { morphMs: MORPH_MS })}
        >
          {scene}
        </button>
      ))}
      {Object.keys(now.cues).map((cue) => (
        <button key={cue} type="button" onClick={() => order(`/api/cues/${cue}/fire`)}>
          GO {cue}
        </button>
      ))}
      <button type="button" onClick={() => order('/api/undo')}>
        undo
      </button>
      <button
        type="button"
        aria-pressed={now.freeze}
        onClick={() => order('/api/freeze', { on: !now.freeze })}
      >
        freeze
      </button>
      <button
        type="button"
        aria-pressed={now.blackout}
        onClick={() => order('/api/blackout', { on: !now.blackout })}
      >
        blackout
      </button>
    </nav>
  );
}

function Births({ state: now }: { state: State }) {
  const newest = Object.values(now.specimens)
    .sort((a, b) => b.bornAt - a.bornAt)
    .slice(0, SHOWN_BIRTHS);
  return (
    <div class="births">
      {newest.map(({ creature, name }) => (
        <button
          key={creature}
          type="button"
          title={`${creature} ${name ?? ''}`}
          aria-label={`hide ${creature}`}
          onClick={() => order(`/api/creatures/${creature}/hide`)}
        >
          <img src={`/creatures/${creature}.webp?size=128`} alt="" />
        </button>
      ))}
    </div>
  );
}

/** Portraits that hang only once somebody has looked at them. */
function Waiting({ state: now }: { state: State }) {
  return (
    <>
      <h2>{now.waiting.length} waiting to hang</h2>
      <div class="waiting">
        {now.waiting.slice(0, SHOWN_BIRTHS).map((creature) => (
          <figure key={creature}>
            <WaitingPicture creature={creature} />
            <figcaption class="row">
              <button type="button" onClick={() => order(`/api/creatures/${creature}/approve`)}>
                hang
              </button>
              <button type="button" onClick={() => order(`/api/creatures/${creature}/hide`)}>
                refuse
              </button>
            </figcaption>
          </figure>
        ))}
      </div>
    </>
  );
}

function WaitingPicture({ creature }: { creature: number }) {
  const [url, setUrl] = useState('');
  useEffect(() => {
    let made = '';
    let gone = false;
    void pictureOf(creature).then((blob) => {
      if (!blob || gone) return;
      made = URL.createObjectURL(blob);
      setUrl(made);
    });
    return () => {
      gone = true;
      URL.revokeObjectURL(made);
    };
  }, [creature, pin.value]);
  return url ? <img src={url} alt={`waiting ${creature}`} /> : <span class="blank" />;
}

render(<Desk />, document.getElementById('desk')!);
