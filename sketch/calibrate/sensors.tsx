import { sensors } from './calibration-orders.ts';
import { Refused } from './refused.tsx';
import { SensorPlot } from './sensor-plot.tsx';

/** Every sensor of the configuration, live. */
export function SensorsSection() {
  return (
    <section id="sensors" aria-label="sensors">
      <h2>sensors</h2>
      {sensors.value.length === 0 ? (
        <p>no sensors; name them under the sensors of a board in show-config.json</p>
      ) : (
        <p class="says">
          · as told, ━ filtered, ┄ the empty room. Drag near and far by their grips, or step them with the
          arrow keys.
        </p>
      )}
      <div class="plots">
        {sensors.value.map((sensor) => (
          <SensorPlot key={sensor} sensor={sensor} />
        ))}
      </div>
      <Refused section="sensors" />
    </section>
  );
}
