import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../tools/show.ts';
import { install, smallCheckout, tree } from './checkout.ts';

describe.skipIf(process.platform !== 'linux')('install (needs: Linux)', { timeout: 120_000 }, () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  let checkout: string;
  let prefix: string;
  const at = (path: string) => join(prefix, path);
  const read = (path: string) => readFileSync(at(path), 'utf8');

  beforeEach(() => {
    temporary = temporaryFolder();
    checkout = smallCheckout(join(temporary.folder, 'checkout'));
    prefix = join(temporary.folder, 'machine');
  });
  afterEach(() => temporary.remove());

  /** A newer version of the show, with another default configuration. */
  function newer(): void {
    writeFileSync(join(checkout, 'engine/main.ts'), 'newer');
    writeFileSync(join(checkout, 'show-config.json'), '{ "show": "Newer" }');
  }

  test('puts program, pages, configuration, units, rules and screens where they belong', () => {
    install(checkout, prefix, '--port', '4999', '--host', '0.0.0.0', '--user', 'show');
    expect(read('opt/mishmash-us/dist/wall/index.html')).toBe('the wall');
    expect(read('etc/mishmash-us/venue.env')).toContain('MISHMASH_URL=http://127.0.0.1:4999\n');
    expect(read('etc/systemd/system/mishmash-us.service')).toContain('\nUser=show\n');
    expect(existsSync(at('etc/udev/rules.d/70-mishmash-us.rules'))).toBe(true);
    expect(existsSync(at('etc/xdg/autostart/mishmash-us-kiosk.desktop'))).toBe(true);
  });

  test('says the PIN once and keeps it from others', () => {
    const said = install(checkout, prefix);
    const pin = /^MISHMASH_PIN=(\d{8})$/m.exec(read('etc/mishmash-us/secrets.env'))![1]!;
    expect(said).toContain(pin);
    expect(statSync(at('etc/mishmash-us/secrets.env')).mode & 0o777).toBe(0o600);
    expect(install(checkout, prefix)).not.toContain(pin);
  });

  test('a second run changes nothing, and keeps the options of the first', () => {
    install(checkout, prefix, '--port', '4999', '--no-kiosk');
    const before = tree(prefix);
    install(checkout, prefix);
    expect(tree(prefix)).toEqual(before);
    expect(Object.keys(before).filter((path) => path.includes('autostart'))).toEqual([]);
  });

  test('uninstall leaves what was there before', () => {
    mkdirSync(at('etc/udev/rules.d'), { recursive: true });
    writeFileSync(at('etc/udev/rules.d/10-other.rules'), '');
    const before = tree(prefix);
    install(checkout, prefix);
    newer();
    install(checkout, prefix);
    install(at('opt/mishmash-us'), prefix, '--uninstall');
    expect(tree(prefix)).toEqual(before);
  });

  test('uninstall keeps the data and a hand-edited configuration, --purge does not', () => {
    install(checkout, prefix);
    mkdirSync(at('var/lib/mishmash-us'), { recursive: true });
    writeFileSync(at('var/lib/mishmash-us/archive.db'), 'creatures');
    writeFileSync(at('etc/mishmash-us/show-config.json'), '{ "seed": 7 }');
    install(checkout, prefix, '--uninstall');
    expect(Object.keys(tree(at('var/lib/mishmash-us'))).sort()).toEqual(['archive.db', 'show-config.json']);
    expect(existsSync(at('opt'))).toBe(false);
    install(checkout, prefix, '--uninstall', '--purge');
    expect(existsSync(at('var/lib/mishmash-us'))).toBe(false);
  });

  test('an update keeps the version before; rollback brings it back', () => {
    install(checkout, prefix);
    const before = tree(at('opt/mishmash-us'));
    newer();
    install(checkout, prefix);
    expect(read('opt/mishmash-us/engine/main.ts')).toBe('newer');
    expect(read('etc/mishmash-us/show-config.json')).toContain('Newer');
    install(checkout, prefix, '--rollback');
    expect(tree(at('opt/mishmash-us'))).toEqual(before);
    expect(read('opt/mishmash-us.previous/engine/main.ts')).toBe('newer');
    expect(read('etc/mishmash-us/show-config.json')).not.toContain('Newer');
  });

  test('a hand-edited configuration survives update and rollback', () => {
    install(checkout, prefix);
    const mine = '{ "show": "Mine" }';
    writeFileSync(at('etc/mishmash-us/show-config.json'), mine);
    appendFileSync(at('etc/mishmash-us/screens'), 'booth HDMI-2\n');
    newer();
    install(checkout, prefix);
    install(checkout, prefix, '--rollback');
    expect(read('etc/mishmash-us/show-config.json')).toBe(mine);
    expect(read('etc/mishmash-us/screens')).toContain('booth HDMI-2\n');
  });

  test('a version that would refuse the configuration does not come in', () => {
    install(checkout, prefix);
    writeFileSync(at('etc/mishmash-us/show-config.json'), '{ "shwo": "Mine" }');
    const before = tree(prefix);
    newer();
    expect(() => install(checkout, prefix)).toThrow('shwo: is not a known key');
    expect(tree(prefix)).toEqual(before);
  });

  test('--dry-run says everything and does nothing', () => {
    expect(install(checkout, prefix, '--dry-run')).toMatch(
      /copy[\s\S]*write.*mishmash-us\.service[\s\S]*PIN/,
    );
    expect(existsSync(prefix)).toBe(false);
  });

  test('refuses what would not work', () => {
    expect(() => install(checkout, prefix, '--port', '80')).toThrow('from 1024');
    expect(() => install(checkout, prefix, '--host', '$(id)')).toThrow('no address');
    rmSync(join(checkout, 'node_modules'), { recursive: true });
    expect(() => install(checkout, prefix)).toThrow('npm ci');
  });
});
