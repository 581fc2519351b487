import { createSocket } from 'node:dgram';
import { existsSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SerialPort } from 'serialport';
import { diagnoseBoards } from '../hardware/board/diagnose.ts';
import { realBus } from '../hardware/button/real-bus.ts';
import { diagnoseProviders } from './gan/diagnose.ts';
import { loadManifest, verifyFiles } from './gan/manifest.ts';
import { nodeFault } from './node-release.ts';
import { readSettings } from './options.ts';
import { CHROMIUMS } from './render-browser.ts';
import { requireFfmpeg } from './render-video.ts';
import type { BoardConfig } from './show/board-config.ts';
import type { Config } from './show/config-schema.ts';
import { portFault } from './web/port-fault.ts';

// npm run doctor: what this machine has of what the show needs, one line each with the remedy. Opens nothing for good.

const GOOD_NODE = 'install the newest Node 24, or know that whoever packed this one mends it';
const MIN_FREE_GB = 2;
const LAST_RELEASE = Date.parse('2026-11-01');

interface Line {
  what: string;
  ok: boolean;
  found: string;
  remedy?: string;
}

const settings = readSettings(process.argv.slice(2));
const lines: Line[] = [nodeLine(), clockLine(), ...configLines()];
if (settings.config) {
  const { config } = settings;
  lines.push(
    ...modelsLines(config),
    ...(await providerLines(config)),
    ...(await portLines(config)),
    diskLine(config),
  );
}
lines.push(...(await boardLines(settings.config?.boards ?? [])), await hidLine(), browserLine(), filmLine());
const width = Math.max(...lines.map((line) => line.what.length));
for (const { what, ok, found, remedy } of lines) {
  const advice = !ok && remedy ? ` (${remedy})` : '';
  console.log(`${ok ? 'ok  ' : 'MIND'}  ${what.padEnd(width)}  ${found}${advice}`);
}
process.exit(lines.every((line) => line.ok) ? 0 : 1);

function nodeLine(): Line {
  const { node } = process.versions;
  const fault = nodeFault(node, Date.now());
  return { what: 'Node', ok: !fault, found: fault ? `${node}: ${fault}` : node, remedy: GOOD_NODE };
}

function clockLine(): Line {
  const ok = Date.now() > LAST_RELEASE;
  return { what: 'clock', ok, found: new Date().toISOString(), remedy: 'set the clock, e.g. with NTP' };
}

function configLines(): Line[] {
  if (settings.config) return [{ what: 'configuration', ok: true, found: 'no faults' }];
  return settings.faults.map(({ path, what, remedy }) => ({ what: path, ok: false, found: what, remedy }));
}

function modelsLines(config: Config): Line[] {
  const { models, faults } = loadManifest(config.generator.manifest, config.generator.model);
  const wrong = models ? verifyFiles(models) : faults;
  const names = [models?.generator, models?.encoder, models?.translator].flatMap((one) => one?.name ?? []);
  if (models && wrong.length === 0)
    return [{ what: 'models', ok: true, found: `${names.join(', ')} are whole` }];
  return wrong.map(({ path, what, remedy }) => ({
    what: 'models',
    ok: false,
    found: `${path} ${what}`,
    remedy,
  }));
}

async function providerLines(config: Config): Promise<Line[]> {
  const reports = await diagnoseProviders(config.generator);
  return reports.map(({ provider, taken, probeMs, reason }) => ({
    what: 'provider',
    ok: taken || probeMs !== null,
    found: `${provider}: ${probeMs === null ? '' : `${probeMs.toFixed(0)} ms a picture, `}${reason}`,
    remedy: 'remove it from generator.providers, or install what it needs',
  }));
}

async function portLines(config: Config): Promise<Line[]> {
  const { host, port } = config.web;
  const fault = await portFault(host, port);
  const web = { what: 'web port', ok: fault === null, found: `${host}:${port} ${fault?.what ?? 'is free'}` };
  const osc = await udpLine(config.osc.listenHost, config.osc.listenPort);
  return [fault ? { ...web, remedy: fault.remedy } : web, ...(config.osc.enabled ? [osc] : [])];
}

function udpLine(host: string, port: number): Promise<Line> {
  const remedy = 'stop the other program or change osc.listenPort';
  return new Promise((done) => {
    const socket = createSocket('udp4');
    socket.once('error', (error) =>
      done({ what: 'OSC port', ok: false, found: `${host}:${port} ${error.message}`, remedy }),
    );
    socket.bind(port, host, () =>
      socket.close(() => done({ what: 'OSC port', ok: true, found: `${host}:${port} is free` })),
    );
  });
}

function diskLine(config: Config): Line {
  let folder = resolve(config.data);
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  const freeGB = (bavail * bsize) / 1e9;
  const remedy = `free at least ${MIN_FREE_GB} GB, or name another folder with --data`;
  return {
    what: 'disk',
    ok: freeGB > MIN_FREE_GB,
    found: `${freeGB.toFixed(1)} GB free at ${folder}`,
    remedy,
  };
}

/** Boards that answer, boards that do not, and those of the configuration that are not there. */
async function boardLines(boards: readonly BoardConfig[]): Promise<Line[]> {
  const ports = await SerialPort.list().catch(() => []);
  const named = ports.map((port) => port.path).join(', ');
  const found = await diagnoseBoards(ports, boards);
  const missing = boards.filter(
    ({ name, driver }) => driver === 'serial' && !found.some(({ wantedBy }) => wantedBy.includes(name)),
  );
  return [
    { what: 'serial ports', ok: true, found: named || 'none' },
    ...found.map(({ path, usb, says, speaksFirmata, wantedBy }) => ({
      what: wantedBy.length > 0 ? `board ${wantedBy.join(' or ')}` : 'board',
      ok: speaksFirmata || wantedBy.length === 0,
      found: `${path}${usb && ` (${usb})`} ${says}`,
      remedy: 'flash hardware/firmware, or name another port; a running show keeps its own boards',
    })),
    ...missing.map(({ name, key }) => ({
      what: `board ${name}`,
      ok: false,
      found: 'no such board is on USB',
      remedy: `plug it in, or correct ${key} in show-config.json`,
    })),
  ];
}

async function hidLine(): Promise<Line> {
  const devices = await realBus.list().catch((error) => String(error));
  if (typeof devices === 'string')
    return {
      what: 'USB buttons',
      ok: false,
      found: devices,
      remedy: 'apt-get install libusb-1.0-0 libudev1',
    };
  return { what: 'USB buttons', ok: true, found: `${devices.length} HID devices` };
}

function browserLine(): Line {
  const found = CHROMIUMS.find((path) => existsSync(path));
  const remedy = 'apt-get install chromium, or open the pages in any current browser';
  return { what: 'browser', ok: found !== undefined, found: found ?? 'no Chromium', remedy };
}

function filmLine(): Line {
  try {
    requireFfmpeg();
    return { what: 'films', ok: true, found: 'ffmpeg' };
  } catch (error) {
    return { what: 'films', ok: false, found: error instanceof Error ? error.message : String(error) };
  }
}
