import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { serve } from './server.ts';

describe('the desk orders', () => {
  test('a parameter, bounded and echoed', async () => {
    const { call, stage } = await serve();
    const answer = await call('POST', '/api/params', { param: 'tempo', value: 99 });
    expect(answer.body).toEqual({
      revision: stage.revision,
      events: [{ type: 'param/turned', param: 'tempo', value: 30 }],
    });
    expect(stage.state().params.tempo).toBe(30);
    await call('POST', '/api/params', { param: 'transition', value: 'scan' });
    expect(stage.state().params.transition).toBe('scan');
  });

  test('scene, cue, blackout, freeze, hiding', async () => {
    const { call, stage, entries } = await serve();
    const id = stage.state().wall[0]!;
    await call('POST', '/api/scenes/night/recall', { morphMs: 400 });
    expect(stage.state()).toMatchObject({ params: { brightness: 0.2 }, morph: { morphMs: 400 } });
    await call('POST', '/api/blackout', { on: true });
    await call('POST', '/api/cues/dusk/fire');
    expect(stage.state()).toMatchObject({ blackout: false, morph: { morphMs: 500 } });
    await call('POST', '/api/blackout', { on: true });
    await call('POST', '/api/freeze', { on: true });
    await call('POST', `/api/creatures/${id}/hide`);
    expect(entries.slice(-6).map(({ event }) => event.type)).toEqual([
      'cue/fired',
      'scene/recalled',
      'blackout/set',
      'blackout/set',
      'freeze/set',
      'creature/hidden',
    ]);
    expect(stage.state()).toMatchObject({ blackout: true, freeze: true, hidden: [id] });
    expect((await call('GET', `/creatures/${id}.webp`)).status).toBe(404);
  });

  test('undo goes back gesture by gesture, scenes as a whole', async () => {
    const { call, stage } = await serve();
    const before = stage.state().params;
    for (const value of [2, 3, 4]) await call('POST', '/api/params', { param: 'tempo', value });
    await call('POST', '/api/params', { param: 'psi', value: 1 });
    await call('POST', '/api/scenes/night/recall', {});
    expect(stage.state().params).toMatchObject({ tempo: 0.5, brightness: 0.2, psi: 1 });
    await call('POST', '/api/undo');
    expect(stage.state().params).toMatchObject({ tempo: 4, brightness: 1, psi: 1 });
    await call('POST', '/api/undo');
    expect(stage.state().params).toMatchObject({ tempo: 4, psi: before.psi });
    await call('POST', '/api/undo');
    expect(stage.state().params).toEqual(before);
    expect((await call('POST', '/api/undo')).body.events).toEqual([]);
  });

  test('what was undone is done again, until something else is turned; who did what is told', async () => {
    const { call, stage } = await serve();
    const ada = { 'x-mishmash-desk': encodeURIComponent('Åda (midi)<b>') };
    await call('POST', '/api/params', { values: { human: 0.9, cell: 0.1 } }, ada);
    await call('POST', '/api/params', { param: 'psi', value: 1 });
    const steps = async () => (await call('GET', '/api/steps')).body;
    expect((await steps()).undo).toMatchObject([
      { what: 'psi', by: 'desk' },
      { what: 'human, …', by: 'desk Åda (midi)b' },
    ]);
    await call('POST', '/api/undo');
    await call('POST', '/api/undo');
    expect(stage.state().params).toMatchObject({ human: 0.5, cell: 0.5, psi: 0.8 });
    await call('POST', '/api/redo');
    expect(stage.state().params).toMatchObject({ human: 0.9, cell: 0.1, psi: 0.8 });
    expect((await steps()).redo).toMatchObject([{ what: 'psi' }]);
    await call('POST', '/api/params', { param: 'tempo', value: 2 });
    expect((await call('POST', '/api/redo')).body.events).toEqual([]);
    expect(stage.state().params).toMatchObject({ psi: 0.8, tempo: 2 });
  });

  test('scenes are saved and dropped, those of the configuration are not', async () => {
    const { call, stage } = await serve();
    await call('POST', '/api/params', { param: 'tempo', value: 5 });
    expect((await call('POST', '/api/scenes/My%20storm/save')).status).toBe(200);
    await call('POST', '/api/params', { param: 'tempo', value: 1 });
    await call('POST', '/api/scenes/My%20storm/recall', {});
    expect(stage.state().params.tempo).toBe(5);
    expect((await call('POST', '/api/scenes/night/save')).body.code).toBe('scene-configured');
    expect((await call('POST', '/api/scenes/a%2Fb/save')).body.code).toBe('bad-name');
    expect((await call('POST', '/api/scenes/night/drop')).status).toBe(404);
    expect((await call('POST', '/api/scenes/My%20storm/drop')).status).toBe(200);
    expect(Object.keys(stage.state().scenes)).not.toContain('My storm');
  });

  test('GO fires the cue that is next, and none twice with one finger', async () => {
    const { call, stage } = await serve();
    const [first] = Object.keys(stage.state().cues);
    expect((await call('POST', '/api/go')).body.events).toEqual([{ type: 'cue/fired', cue: first }]);
    const { next } = stage.state().desk;
    const again = await call('POST', '/api/go');
    expect([again.status, again.body.code]).toEqual(next === null ? [409, 'no-cue'] : [409, 'too-soon']);
    expect((await call('POST', `/api/cues/${first}/fire`)).body.code).toBe('too-soon');
    await call('POST', `/api/cues/${first}/arm`);
    expect(stage.state().desk.next).toBe(first);
  });

  test('a locked desk says so, and panic opens it', async () => {
    const { call, stage } = await serve();
    await call('POST', '/api/params', { param: 'tempo', value: 9 }, { 'x-mishmash-desk': 'other' });
    await call('POST', '/api/lock', { on: true });
    const refused = await call('POST', '/api/params', { param: 'tempo', value: 1 });
    expect([refused.status, refused.body.code]).toEqual([423, 'locked']);
    expect((await call('POST', '/api/undo')).body.events).toEqual([]);
    expect((await call('POST', '/api/scenes/night/recall', {})).status).toBe(423);
    expect(stage.state().params.tempo).toBe(9);
    await call('POST', '/api/panic');
    expect(stage.state()).toMatchObject({
      desk: { locked: false },
      params: { tempo: stage.state().home.tempo },
    });
    await call('POST', '/api/undo');
    expect(stage.state().params.tempo).toBe(9);
  });

  test('a creature that hangs is pinned and bred from', async () => {
    const { call, stage } = await serve();
    const id = stage.state().wall[0]!;
    await call('POST', `/api/creatures/${id}/pin`, { on: true });
    await call('POST', `/api/creatures/${id}/favour`, { on: true });
    expect(stage.state().desk).toMatchObject({ pinned: [id], favoured: id });
    await call('POST', `/api/creatures/${id}/favour`, { on: false });
    await call('POST', `/api/creatures/${id}/pin`, { on: false });
    expect(stage.state().desk).toMatchObject({ pinned: [], favoured: null });
    expect((await call('POST', '/api/creatures/1/pin', { on: true })).body.code).toBe('not-hanging');
  });

  test.each([
    ['/api/params', { param: 'tempo' }, 400, 'bad-body'],
    ['/api/params', { param: 'tempo', value: null }, 400, 'bad-body'],
    ['/api/params', { param: 'tempo', value: 1, more: 1 }, 400, 'bad-body'],
    ['/api/params', { param: 'toString', value: 1 }, 404, 'unknown-parameter'],
    ['/api/params', { param: 'transition', value: 'explode' }, 422, 'bad-value'],
    ['/api/params', '{"param":', 400, 'bad-request'],
    ['/api/params', `{"param":"${'x'.repeat(20_000)}"}`, 413, 'too-large'],
    ['/api/scenes/none/recall', {}, 404, 'unknown-scene'],
    ['/api/scenes/__proto__/recall', {}, 404, 'unknown-scene'],
    ['/api/scenes/night/recall', { morphMs: -1 }, 400, 'bad-body'],
    ['/api/cues/none/fire', {}, 404, 'unknown-cue'],
    ['/api/blackout', { on: 'yes' }, 400, 'bad-body'],
    ['/api/creatures/x/hide', {}, 404, 'unknown-creature'],
    ['/api/directions/none/steer', { value: 1 }, 404, 'unknown-direction'],
    ['/api/params', { values: { tempo: 1, nothing: 2 } }, 404, 'unknown-parameter'],
  ])('%s with %j is refused', async (path, body, status, code) => {
    const { call, stage } = await serve();
    const { revision } = stage;
    const answer = await call('POST', path, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(stage.revision).toBe(revision);
  });

  const packers = { br: brotliCompressSync, gzip: gzipSync, deflate: deflateSync };
  test.each([
    ['/api/params', 'application/json', '{"param":"tempo","value":2}'],
    ['/api/traces', 'text/csv', 'at,sensor,value\n1,door,80\n'],
  ])('%s unpacks nothing', async (path, type, body) => {
    const { base, stage, errors } = await serve();
    const { revision } = stage;
    for (const [packed, pack] of Object.entries(packers)) {
      const headers = { 'Content-Type': type, 'Content-Encoding': packed };
      const answer = await fetch(base + path, { method: 'POST', headers, body: pack(body) });
      expect([packed, answer.status, (await answer.json()).code]).toEqual([packed, 415, 'packed']);
    }
    expect(stage.revision).toBe(revision);
    expect(errors).toEqual([]);
  });

  test('JSON is taken as JSON only', async () => {
    const { call } = await serve();
    const answer = await call('POST', '/api/params', '{"param":"tempo","value":2}', {
      'Content-Type': 'text/plain',
    });
    expect(answer.body.code).toBe('bad-body');
  });
});
