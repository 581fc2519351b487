import { render } from 'preact';
import { listenToSpaceBar } from '../parts/button.tsx';
import { faceApi } from '../parts/face/face-api.ts';
import { Languages } from '../parts/languages.tsx';
import { live, state } from '../parts/show-signals.ts';
import { words } from '../words/words.ts';
import { Attract } from './screens/attract.tsx';
import { Capture } from './screens/capture.tsx';
import { Notice } from './screens/notice.tsx';
import { Reveal } from './screens/reveal.tsx';

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
