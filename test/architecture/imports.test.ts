import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const rooms = [
  'engine/show',
  'engine/gan',
  'engine/visit',
  'engine/archive',
  'engine/log',
  'engine/web',
  'engine/federation',
];

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(
    /^(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]|import\(?\s*['"]([^'"]+)['"]/gms,
  );
  return [...found].map(([, typeOnly, named, bare]) => {
    const target = (named ?? bare)!;
    const to = target.startsWith('.') ? normalize(join(dirname(file), target)) : target;
    return { from: file, to, typeOnly: typeOnly !== undefined };
  });
}

function roomOf(file: string): string {
  if (file.startsWith('engine/'))
    return file
      .split('/')
      .slice(0, file.split('/').length > 2 ? 2 : 1)
      .join('/');
  return file.split('/')[0]!;
}

const files = [...sources('engine'), ...sources('hardware'), ...sources('sketch')];
const all = files.flatMap(importsOf);
const local = all.filter((one) => /^(engine|hardware|sketch)\//.test(one.to));

test('there is something to judge', () => {
  expect(all.length).toBeGreaterThan(30);
});

test('show imports only zod', () => {
  const breaches = all.filter(
    (one) => roomOf(one.from) === 'engine/show' && roomOf(one.to) !== 'engine/show',
  );
  expect(breaches.filter((one) => one.to !== 'zod')).toEqual([]);
});

test('rooms import show and themselves, not one another', () => {
  const breaches = local.filter((one) => {
    const from = roomOf(one.from);
    const to = roomOf(one.to);
    if (from === 'engine' || from === to || to === 'engine/show') return false;
    const ganPort = from === 'engine/visit' && one.to === 'engine/gan/port.ts' && one.typeOnly;
    return !ganPort;
  });
  expect(breaches).toEqual([]);
});

test('only the composition root imports hardware; nobody imports sketch or main', () => {
  const roots = ['engine/main.ts', 'engine/edges.ts', 'engine/doctor.ts'];
  const hardware = local.filter((one) => roomOf(one.to) === 'hardware' && roomOf(one.from) !== 'hardware');
  expect(hardware.filter((one) => !roots.includes(one.from))).toEqual([]);
  expect(local.filter((one) => roomOf(one.to) === 'sketch' && roomOf(one.from) !== 'sketch')).toEqual([]);
  expect(local.filter((one) => one.to === 'engine/main.ts')).toEqual([]);
});

test('no file imports itself through others', () => {
  const next = new Map<string, string[]>();
  for (const { from, to } of local) next.set(from, [...(next.get(from) ?? []), to]);
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: string[]) => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    if (done.has(file) || path.includes(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  expect(cycles).toEqual([]);
});

test('show uses no clock, no chance and no platform', () => {
  const forbidden =
    /\bDate\.now|new Date|Math\.random|\bprocess\.|\bwindow\.|\bdocument\.|setTimeout|setInterval/;
  const breaches = sources('engine/show').filter((file) =>
    forbidden.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(breaches).toEqual([]);
});

test('files over 200 lines say why in their head comment', () => {
  const long = [...files, ...sources('test')].filter((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return text.split('\n').length > 201 && !/^\/\*\*[\s\S]*?long because/i.test(text);
  });
  expect(long).toEqual([]);
});

test('every room of the engine is known', () => {
  const found = new Set(sources('engine').map(roomOf));
  expect([...found].filter((room) => room !== 'engine' && !rooms.includes(room))).toEqual([]);
});
