import { expect, test } from 'vitest';
import type { LogLevel } from '../../engine/show/log.ts';
import { serve } from './server.ts';

test('the level of the log is turned with the PIN only, and to one that there is', async () => {
  let level: LogLevel = 'info';
  const log = {
    level: () => level,
    setLevel(to: LogLevel) {
      level = to;
    },
  };
  const { call } = await serve({ host: '0.0.0.0', pin: 'open-sesame', log });
  const turn = (to: unknown, headers = {}) => call('POST', '/api/log/level', { level: to }, headers);
  const pin = { 'x-mishmash-pin': 'open-sesame' };
  expect((await turn('debug')).status).toBe(401);
  expect(level).toBe('info');
  expect(await turn('loud', pin)).toMatchObject({
    status: 400,
    body: { code: 'bad-body', remedy: 'Send JSON such as {"level": "debug"}.' },
  });
  expect(await turn('debug', pin)).toMatchObject({ status: 200, body: { level: 'debug' } });
  expect(level).toBe('debug');
  expect((await call('GET', '/api/log/level')).status).toBe(405);
});
