import { render } from 'preact';
import { type Group, paramNames, params } from '../../engine/show/params.ts';
import { Faults } from '../parts/faults.tsx';
import { isIdle } from '../parts/idle.ts';
import { attendAs, live, state } from '../parts/show-signals.ts';
import { Control } from './control.tsx';
import { Creatures, Waiting } from './creatures.tsx';
import { listenToKeys } from './keys.ts';
import { midiStatus, startMidi } from './midi.ts';
import { Budget, Monitor } from './monitor.tsx';
import { values } from './now.ts';
import { deskName, pin, refused, rememberName, rememberPin } from './orders.ts';
import { Scenes } from './scenes.tsx';
import { Steering } from './steering.tsx';
import { Transport } from './transport.tsx';
import { Triangle } from './triangle.tsx';

const GROUPS: readonly Group[] = ['breeding', 'kingdoms', 'wall', 'visit', 'room'];

attendAs({ kind: 'desk', mayReload: isIdle });

function Desk() {
  const now = state.value;
  const shown = values.value;
  if (!now || !shown) return <p>waiting for the engine</p>;
  return (
    <>
      <header class="row">
        <h1>{now.show}</h1>
        <output>{live.value ? '● live' : '○ reconnecting'}</output>
        <output>phase {now.phase}</output>
        {now.sleep.asleep && (
          <output>asleep until {now.sleep.until.replace('T', ' ') || 'somebody wakes it'}</output>
        )}
        <output>{now.births} births</output>
        <output>{now.visits} visits</output>
        <Budget />
        <output>midi: {midiStatus.value}</output>
        <label class="row">
          desk
          <input
            value={deskName.value}
            size={8}
            maxLength={14}
            placeholder="a name"
            onInput={(event) => rememberName(event.currentTarget.value)}
          />
        </label>
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
      <Transport state={now} />
      <Scenes state={now} />
      <Creatures state={now} />
      {now.waiting.length > 0 && <Waiting state={now} />}
      <div class="groups">
        {GROUPS.map((group) => (
          <section key={group}>
            <h2>{group}</h2>
            {group === 'kingdoms' && <Triangle values={shown} />}
            {paramNames
              .filter((name) => params[name].group === group)
              .map((name) => (
                <Control key={name} name={name} value={shown[name]} />
              ))}
          </section>
        ))}
        <Steering state={now} />
        <Monitor />
      </div>
      <h2>faults</h2>
      <Faults state={now} />
    </>
  );
}

listenToKeys();
void startMidi();
render(<Desk />, document.getElementById('desk')!);
