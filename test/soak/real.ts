import { createSocket } from 'node:dgram';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Event } from '../../engine/show/events.ts';
import { packRaw } from '../hardware/raw-osc.ts';
import { freePort } from '../tools/show.ts';
import { giveOrder } from './desk-orders.ts';
import { harms, type Disturbed as Shown, stateOf } from './disturb.ts';
import { engineLife } from './engine.ts';
import { MINUTE_HEAD, minuteLine, slowLines } from './lines.ts';
import { watchMachine } from './machine.ts';
import type { Disturbed, Minute, Soak } from './report.ts';
import { type Deed, type Plan, schedule } from './schedule.ts';
import { watchUsage } from './usage.ts';
import { visitors } from './visitors.ts';
import { openWallPage } from './wall-page.ts';

const MINUTE_MS = 60_000;
const USAGE_MS = 1000;
const RECOVERY_MS = 90_000;
const HATCH_MS = 180_000;
/** After a disturbance visits may still be late for so long. */
const ECHO_MS = 3000;
const PIN = 'soak-and-see';
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Soaks the real installation in `folder` after this plan; `isOver` ends it early. Everything made so far is returned. */
export async function soakReal(
  plan: Plan,
  folder: string,
  isOver: () => boolean,
  say: (line: string) => void,
): Promise<Soak> {
  const data = join(folder, 'data');
  mkdirSync(folder, { recursive: true });
  const oscPort = await freePort();
  const config = join(folder, 'config.json');
  const osc = {
    listenPort: oscPort,
    announce: false,
    targets: [{ host: '127.0.0.1', port: await freePort() }],
  };
  writeFileSync(config, JSON.stringify({ osc, visit: { noticeMs: 1500, revealMs: 5000 } }));
  const engine = engineLife(await freePort(), ['--config', config, '--data', data], PIN);
  await engine.start();
  const { url } = engine;
  for (const limit = Date.now() + HATCH_MS; ; await sleep(500)) {
    if (!(await stateOf(url))?.wall.includes(null)) break;
    if (Date.now() > limit || isOver()) throw new Error(`the wall did not hatch:\n${engine.log()}`);
  }

  const begun = performance.now();
  const now = () => performance.now() - begun;
  const machine = watchMachine(folder, now);
  const { stalls } = machine;
  const soak: Soak = { minutes: [], visits: [], stalls, disturbed: [], lost: [], promised: 0, standing: [] };
  let births = 0;
  let disturbing: { since: number } | null = null;
  let calmSince = 0;
  const told = { raised: [] as string[], cleared: [] as string[] };
  const people = await visitors(url, now, (since) => disturbing === null && since > calmSince + ECHO_MS);
  soak.visits = people.visits;
  const underWay = new Set<Promise<void>>();
  const spawned = (job: Promise<void>) => {
    const one = job
      .catch((error: unknown) => say(`  ${error instanceof Error ? error.message : error}`))
      .finally(() => underWay.delete(one));
    underWay.add(one);
  };

  const controller = createSocket('udp4');
  const press = () => controller.send(packRaw('/mishmash/button/press'), oscPort, '127.0.0.1');
  const step = (how: string) => controller.send(packRaw(`/mishmash/presence/${how}`), oscPort, '127.0.0.1');
  let running: string | null = null;
  let boothDice = 0;
  const hear = (event: Event) => {
    if (event.type === 'creature/born') births += 1;
    if (event.type === 'fault/raised') told.raised.push(`${event.code} ${event.where}`);
    if (event.type === 'fault/cleared') told.cleared.push(`${event.code} ${event.where}`);
    if (event.type === 'visit/begun' && event.cause !== 'phone') running = event.visit;
    // What the booth's page does when the notice is over.
    if (event.type === 'phase/elapsed' && event.phase === 'notice' && event.visit === running)
      spawned(people.come(boothDice, event.visit));
  };
  const walls = [openWallPage(url, hear), openWallPage(url, () => {})];

  async function boothVisit(dice: number): Promise<void> {
    boothDice = dice;
    if (dice < 0.5) return void press();
    step('enter');
    await sleep(6000);
    step('leave');
  }

  async function disturb({ at, what, dice }: Deed): Promise<void> {
    const one: Disturbed = { at, what: what!, heldMs: 0, recoveredMs: null, raised: [], cleared: [] };
    told.raised = one.raised;
    told.cleared = one.cleared;
    disturbing = { since: now() };
    soak.disturbed.push(one);
    const show: Shown = {
      engine,
      folder: data,
      oscPort,
      cutPages: () => {
        for (const wall of walls) wall.cut();
      },
    };
    const extra = await harms[what!](show, dice);
    const letGo = now();
    one.heldMs = letGo - disturbing.since;
    const bornBy = births;
    while (now() - letGo < RECOVERY_MS) {
      await sleep(100);
      const state = await stateOf(url);
      const good = state && state.faults.length === 0 && births > bornBy;
      if (!good || (extra && !(await extra().catch(() => false)))) continue;
      one.recoveredMs = now() - letGo;
      break;
    }
    const raised = one.raised.length > 0 ? `, raised ${[...new Set(one.raised)].join(', ')}` : '';
    const over =
      one.recoveredMs === null ? 'NOT OVER IT' : `over it in ${(one.recoveredMs / 1000).toFixed(1)} s`;
    say(`  ${what}, held ${(one.heldMs / 1000).toFixed(1)} s: ${over}${raised}`);
    disturbing = null;
    calmSince = now();
  }
  let lastDisturbance: Promise<void> = Promise.resolve();

  const acts: Record<Deed['kind'], (deed: Deed) => void> = {
    phone: ({ dice }) => spawned(people.come(dice)),
    booth: ({ dice }) => spawned(boothVisit(dice)),
    order: ({ dice }) => spawned(giveOrder(url, PIN, dice)),
    disturbance: (deed) => {
      lastDisturbance = lastDisturbance.then(() => disturb(deed)).catch((error) => say(`  ${error}`));
    },
  };

  let toldOf = 0;
  async function measure(): Promise<void> {
    const { engine: mine, child, childLife } = usage.take();
    const text = await fetch(`${url}/metrics`)
      .then((answer) => answer.text())
      .catch(() => '');
    const loopMs = (quantile: string) =>
      1000 *
      Number(new RegExp(`event_loop_delay_seconds\\{quantile="${quantile}"\\} (\\S+)`).exec(text)?.[1]);
    const minute: Minute = {
      minute: Math.round(now() / MINUTE_MS),
      life: engine.life(),
      childLife,
      engineMB: mine.megabytes,
      childMB: child.megabytes,
      engineMostMB: mine.mostMegabytes,
      childMostMB: child.mostMegabytes,
      engineHandles: mine.handles,
      childHandles: child.handles,
      loopP99Ms: loopMs('0.99'),
      loopMaxMs: loopMs('1'),
      births,
      ...people.counts,
    };
    soak.minutes.push(minute);
    say(minuteLine(soak));
    for (const line of slowLines(soak.visits.slice(toldOf), stalls)) say(line);
    toldOf = soak.visits.length;
  }

  const usage = watchUsage(engine, USAGE_MS);
  say(MINUTE_HEAD);
  let nextMinute = MINUTE_MS;
  for (const deed of schedule(plan)) {
    while (!isOver() && now() < deed.at) {
      await sleep(Math.max(1, Math.min(200, deed.at - now())));
      if (now() < nextMinute) continue;
      nextMinute += MINUTE_MS;
      await measure();
    }
    if (isOver()) break;
    acts[deed.kind](deed);
  }
  await lastDisturbance;
  await Promise.all(underWay);
  await measure();
  usage.stop();
  await machine.stop();
  for (const limit = now() + RECOVERY_MS; now() < limit; await sleep(200))
    if ((await stateOf(url))?.faults.length === 0) break;
  soak.standing = ((await stateOf(url))?.faults ?? []).map(({ code, where }) => `${code} ${where}`);
  for (const wall of walls) wall.close();
  controller.close();
  // What was promised must hold in the next life too.
  await engine.end('SIGTERM');
  await engine.start();
  soak.lost = await people.lost();
  soak.promised = [...people.promised.values()].filter(({ what }) => what !== 'unkept').length;
  await engine.end('SIGTERM');
  return soak;
}
