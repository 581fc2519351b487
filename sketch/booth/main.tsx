import { render } from 'preact';
import { listenToSpaceBar } from '../parts/button.tsx';
import { faceApi } from '../parts/face/face-api.ts';
import { Languages } from '../parts/languages.tsx';
import { attendAs, live, state } from '../parts/show-signals.ts';
import { words } from '../words/words.ts';
import { Asleep } from './screens/asleep.tsx';
import { Attract } from './screens/attract.tsx';
import { Capture } from './screens/capture.tsx';
import { Elsewhere } from './screens/elsewhere.tsx';
import { Notice } from './screens/notice.tsx';
import { Reveal } from './screens/reveal.tsx';
import { elsewhere } from './stay.ts';

// A visitor is never cut off.
attendAs({ kind: 'booth', mayReload: () => state.peek()?.visit === null });

function Booth() {
  const now = state.value;
  if (!now || !live.value)
    return (
      <section class="screen">
        <h1 class="plain">{words.value.offline}</h1>
      </section>
    );
  return (
    <>
      <Screen />
      <Languages />
    </>
  );
}

function Screen() {
  const now = state.value!;
  if (elsewhere.value) return <Elsewhere state={now} />;
  if (now.sleep.asleep && !now.visit) return <Asleep state={now} />;
  switch (now.phase) {
    case 'attract':
      return <Attract state={now} invited={false} />;
    case 'invite':
      return <Attract state={now} invited={true} />;
    case 'notice':
      return <Notice state={now} />;
    case 'capture':
      return <Capture state={now} />;
    case 'reveal':
      return <Reveal state={now} />;
  }
}

listenToSpaceBar();
faceApi.warmUp();
render(<Booth />, document.getElementById('booth')!);
