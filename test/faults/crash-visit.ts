import { cpSync, writeFileSync } from 'node:fs';
import { request } from '../visit/house.ts';
import { everyMoment } from './mortal.ts';

// One visitor comes, one erases themselves. At each moment the data folder is copied to COPIES/n with what the world
// had been told by then beside it: what a SIGKILL leaves is what the files hold. With KILL it is a real SIGKILL.
// node --import tsx crash-visit.ts FOLDER COPIES [KILL]

const [folder, copies, kill] = process.argv.slice(2) as [string, string, string | undefined];
const told: Record<string, unknown> = {};
let count = -1;

function moment(doing: string): void {
  if (count < 0) return;
  const n = count++;
  if (kill !== undefined && n === Number(kill)) process.kill(process.pid, 'SIGKILL');
  if (kill !== undefined) return;
  cpSync(folder, `${copies}/${n}`, { recursive: true });
  writeFileSync(`${copies}/${n}.json`, JSON.stringify({ doing, ...told }));
}

everyMoment(moment);
const { boothShow } = await import('./booth-show.ts');
const show = await boothShow(folder);
for (let slot = 0; slot < 3; slot++) await show.hatch(slot);
const early = await show.visits.visit(await request({ name: 'Early Erased' }));
const wall = () => show.stage.state().wall;
Object.assign(told, { early: { code: early.code, id: early.creature.id }, before: wall() });
const photo = await request({ name: 'Late Comer' }, 200);
show.stage.onEvent(({ event }) => {
  if (event.type === 'profile/born') told.born = event.creature;
});

count = 0;
const visit = show.toCapture();
const late = await show.visits.visit({ ...photo, visit });
Object.assign(told, { late: { code: late.code, id: late.creature.id }, after: wall() });
show.stage.tell({ type: 'visit/ended', visit });
await show.library.erase(early.code);
show.stage.tell({ type: 'profile/erased', creature: early.creature.id });
told.erased = true;
moment('end');
process.exit(0);
