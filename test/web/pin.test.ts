import { describe, expect, test } from 'vitest';
import { serve } from './server.ts';

describe('the PIN', () => {
  const order = ['POST', '/api/blackout', { on: true }] as const;

  test('is asked for where it is set, and nothing happens without it', async () => {
    const { call, stage } = await serve({ pin: '314159' });
    expect((await call(...order)).body.code).toBe('pin-missing');
    expect((await call(...order, { 'x-mishmash-pin': '31415' })).body.code).toBe('pin-wrong');
    expect(stage.state().blackout).toBe(false);
    expect((await call(...order, { 'x-mishmash-pin': '314159' })).status).toBe(200);
    expect(stage.state().blackout).toBe(true);
  });

  test('cannot be guessed at leisure, not even by guessing right in the end', async () => {
    const { call } = await serve({ pin: '314159' });
    const codes = [];
    for (let i = 0; i < 9; i++) codes.push((await call(...order, { 'x-mishmash-pin': `${i}` })).body.code);
    expect(codes).toEqual([...Array(8).fill('pin-wrong'), 'too-often']);
    expect((await call(...order, { 'x-mishmash-pin': '314159' })).status).toBe(429);
  });

  test('must be set before a proxy lets others in', async () => {
    const { call } = await serve();
    expect((await call(...order, { 'x-forwarded-for': '192.168.1.77' })).body.code).toBe('pin-unset');
    expect((await call(...order)).status).toBe(200);
  });

  test('must be set before the desk opens to a network', async () => {
    const { call } = await serve({ host: '0.0.0.0' });
    const answer = await call(...order);
    expect([answer.status, answer.body.code]).toEqual([403, 'pin-unset']);
    expect(answer.body.remedy).toContain('MISHMASH_PIN');
  });
});
