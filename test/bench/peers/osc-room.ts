import { startOsc } from '../../../hardware/osc/edge.ts';
import { testStage } from '../../hardware/stage.ts';
import { freePort, until } from '../../tools/show.ts';

// The OSC room alone, around a stage without an archive: it answers TARGET.
const target = Number(process.argv[2]);
const { stage } = testStage();
const listenPort = await freePort();
const osc = startOsc(stage, {
  listenHost: '127.0.0.1',
  listenPort,
  targets: [{ host: '127.0.0.1', port: target, only: ['param/turned'] }],
});
await until(() => osc.port() !== null, 'OSC to listen');
process.send!(listenPort);
