import { render } from 'preact';
import { Faults } from '../parts/faults.tsx';
import { isIdle } from '../parts/idle.ts';
import { attendAs, live, state } from '../parts/show-signals.ts';
import { ButtonTestSection } from './button-test.tsx';
import { CameraSection } from './camera.tsx';
import { DevicesSection } from './devices.tsx';
import { EventsSection } from './events.tsx';
import { LampSection } from './lamp-test.tsx';
import { LatencySection } from './latency-test.tsx';
import { LearnSection } from './learn.tsx';
import { ProjectionSection } from './projection.tsx';
import { RecordSection } from './record.tsx';
import { SelfTestSection } from './self-test.tsx';
import { SensorsSection } from './sensors.tsx';
import { SimulateSection } from './simulate.tsx';
import { SoakSection } from './soaking.tsx';
import { ThresholdsSection } from './thresholds-table.tsx';
import { TrySection } from './try.tsx';
import { VersionsSection } from './versions.tsx';

const PLACES = [
  'sensors',
  'record',
  'try',
  'soak',
  'thresholds',
  'versions',
  'projection',
  'simulate',
  'button',
  'usb-button',
  'lamp',
  'camera',
  'latency',
  'self-test',
  'faults',
];

attendAs({ kind: 'calibrate', mayReload: isIdle });

function Calibrate() {
  const now = state.value;
  if (!now) return <p>waiting for the engine</p>;
  return (
    <>
      <header class="row">
        <h1>
          calibrate <output>{live.value ? '● live' : '○ reconnecting'}</output>
        </h1>
        <nav class="row" aria-label="sections">
          {PLACES.map((id) => (
            <a key={id} href={`#${id}`}>
              {id}
            </a>
          ))}
        </nav>
      </header>
      <div class="bench">
        <SensorsSection />
        <RecordSection />
      </div>
      <div class="bench">
        <TrySection />
        <SoakSection />
      </div>
      <ThresholdsSection />
      <VersionsSection />
      <ProjectionSection />
      <div class="bench">
        <SimulateSection />
        <ButtonTestSection />
      </div>
      <div class="bench">
        <LearnSection />
        <LampSection />
      </div>
      <div class="bench">
        <CameraSection />
        <LatencySection />
      </div>
      <SelfTestSection />
      <div class="bench">
        <DevicesSection devices={now.devices} />
        <section id="faults" aria-label="faults">
          <h2>faults</h2>
          <Faults state={now} />
        </section>
      </div>
      <EventsSection />
    </>
  );
}

render(<Calibrate />, document.getElementById('calibrate')!);
