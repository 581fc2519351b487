import { describe, expect, test } from 'vitest';
import { listen } from './listen.ts';
import { serve } from './server.ts';

const press = { type: 'button/pressed', button: 'screen' };

describe('from afar', () => {
  const proxied = { 'x-forwarded-for': '192.168.1.77' };

  test('pages listen but raise nothing until they give the PIN', async () => {
    const { stage, port } = await serve({ pin: '2718' });
    const page = await listen(port, proxied);
    page.say(press);
    page.say({ seen: { what: 'drawn', creature: 7, at: stage.now() } });
    page.say({ pin: '9999' });
    await page.until(() => page.texts.length === 3);
    const codes = ['not-the-booth', 'not-the-booth', 'pin-wrong'];
    expect(page.texts.map(({ refused }) => refused?.code)).toEqual(codes);
    expect(stage.state().visit).toBeNull();
    page.say({ pin: '2718' });
    page.say(press);
    await page.until(() => page.texts.some(({ event }) => event?.type === 'button/pressed'));
  });

  test('other origins, hosts and addresses get no socket', async () => {
    const { port } = await serve();
    await expect(listen(port, { origin: 'https://evil.example' })).rejects.toThrow('403');
    await expect(listen(port, { host: 'evil.example' })).rejects.toThrow('421');
    await expect(listen(port, {}, '/api/other')).rejects.toThrow('404');
    await listen(port, { origin: `http://127.0.0.1:${port}` });
  });
});
