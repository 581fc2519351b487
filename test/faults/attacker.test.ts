import { createSocket } from 'node:dgram';
import { describe, expect, test } from 'vitest';
import { packRaw } from '../hardware/raw-osc.ts';
import { until } from '../tools/show.ts';
import { attackedShow } from './attacked-show.ts';
import { lanAddress, orderPaths, stranger } from './attacker.ts';

const host = lanAddress();

describe.skipIf(!host)('an attacker in the network, without the PIN (needs: a network address)', () => {
  const { pin, attack, atDesk, played, state, births, port, oscPort } = attackedShow(host!);
  const json = { 'Content-Type': 'application/json' };
  const order = '{"param": "tempo", "value": 30}';

  test('gives no order: without, with an empty, doubled, endless or wrong PIN, however it is sent', async () => {
    const before = await played();
    const paths = orderPaths((await state()).wall[0]!);
    expect(paths.length).toBeGreaterThan(24);
    for (const path of paths) {
      const answers = [await attack('POST', path, json, order), await attack('GET', path)];
      // One of the two is not the order's method.
      expect([path, ...answers.map(({ code }) => code)]).toContain('pin-missing');
      for (const { code } of answers) expect(code).toMatch(/^(pin-missing|method-not-allowed)$/);
    }
    for (const path of [
      '/api//params',
      '//api/params',
      '/api/./params',
      '/api/%2e/params',
      '/api/x/../params',
      '/api/%70arams',
      '/api/%70arams',
    ])
      expect((await attack('POST', path, json, order)).status).toBe(404);
    for (const path of ['/API/PARAMS', '/api/params/', '/api/params?pin=1', '/api/params?x'])
      expect((await attack('POST', path, json, order)).code).toBe('pin-missing');
    for (const method of ['PUT', 'PATCH', 'DELETE', 'GET', 'OPTIONS', 'PROPFIND'])
      expect((await attack(method, '/api/params', { 'X-HTTP-Method-Override': 'POST' })).status).toBe(405);
    const evil = { ...json, 'x-mishmash-pin': pin, origin: 'http://evil.example' };
    expect((await attack('POST', '/api/params', evil, order)).code).toBe('foreign-origin');
    expect((await attack('POST', '/api/params', { ...json, host: 'evil.example' }, order)).status).toBe(421);
    const forged = { ...json, 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1' };
    expect((await attack('POST', '/api/params', forged, order)).code).toBe('pin-missing');
    const pins = ['', ' ', [pin, pin], 'null', '*', 'x'.repeat(9000), pin.slice(1), `${pin} x`, '1234', pin];
    const codes: (string | undefined)[] = [];
    for (const pin of pins)
      codes.push((await attack('POST', '/api/params', { ...json, 'x-mishmash-pin': pin }, order)).code);
    // Eight guesses, then not even the right one is heard from there; the desk itself is not locked out.
    expect(codes).toEqual([...Array(8).fill('pin-wrong'), 'too-often', 'too-often']);
    expect((await atDesk('/api/undo')).status).toBe(200);
    expect(await played()).toEqual(before);
  });

  test('raises nothing over the socket, and is hung up on for what is too long or too much', async () => {
    const before = await played();
    const page = await stranger(host!, port());
    const said = [
      { type: 'button/pressed', button: 'x' },
      { pin: '' },
      { pin: [pin] },
      { pin: pin },
      { pin: 'x'.repeat(300) },
      { want: ['frames', 'everything'] },
      { type: 'param/turned', param: 'tempo', value: 30 },
      null,
      [],
    ];
    for (const one of said) page.socket.send(JSON.stringify(one));
    const refused = () => page.heard.flatMap(({ refused }) => refused?.code ?? []);
    await until(() => refused().length === said.length, 'every refusal');
    // The guesses of the test before count here too.
    expect(new Set(refused())).toEqual(new Set(['not-the-booth', 'too-often']));
    page.socket.send('x'.repeat(5000));
    await until(() => page.closed() !== null, 'the end of it');
    expect(page.closed()).toBe(1009);
    const chatty = await stranger(host!, port());
    for (let i = 0; i < 100; i++) chatty.socket.send('{}');
    await until(() => chatty.closed() !== null, 'the end of it');
    expect(chatty.closed()).toBe(1008);
    const many = await Promise.all(Array.from({ length: 60 }, () => stranger(host!, port())));
    expect(many.filter(({ status }) => status === 101).length).toBe(32);
    const heard = births();
    await until(() => births() > heard, 'the wall to hear of a birth');
    for (const { socket } of many) socket.terminate();
    expect(await played()).toEqual(before);
  });

  test('is not heard by OSC, which listens on this machine alone', async () => {
    const socket = createSocket('udp4');
    socket.on('error', () => {});
    const said = () =>
      new Promise((sent) => socket.send(packRaw('/mishmash/blackout', 1), oscPort(), host!, sent));
    for (let i = 0; i < 20; i++) await said();
    socket.close();
    const own = createSocket('udp4');
    own.send(packRaw('/mishmash/param/psi', 0.25), oscPort(), '127.0.0.1');
    await until(async () => (await state()).params.psi === 0.25, 'what this machine says');
    own.close();
    expect((await state()).blackout).toBe(false);
  });
});
