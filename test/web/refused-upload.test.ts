import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { serve, visitForm } from './server.ts';

const PIECE = Buffer.alloc(64 * 1024);

/** Sends a photo of so many pieces and listens only when all of it is sent, as browsers do; what it hears, or the error. */
async function send(port: number, pieces: number, pauseMs: number): Promise<string> {
  const socket = connect(port, '127.0.0.1').pause();
  const failed = once(socket, 'error').then(([error]) => String(error));
  const head = '--x\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\n';
  const length = head.length + pieces * PIECE.length;
  socket.write(
    `POST /api/visits HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Forwarded-For: 192.0.2.7\r\n` +
      `Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ${length}\r\n\r\n${head}`,
  );
  async function heard() {
    for (let i = 0; i < pieces; i++) {
      await new Promise((sent) => socket.write(PIECE, sent));
      await sleep(pauseMs);
    }
    const [answer] = await once(socket.resume(), 'data');
    return String(answer);
  }
  const text = await Promise.race([failed, heard()]);
  socket.destroy();
  return text;
}

test.each([
  ['a photo that is too large', 1, 9, '413', 'photo-bytes'],
  ['one visit too many', 12, 0, '429', 'too-often'],
])('whoever still sends is told why they are refused: %s', async (_, maxPhotoMB, burst, status, code) => {
  const { port, post } = await serve({ maxPhotoMB, limits: { visits: { burst, perMs: 600_000 } } });
  const answer = await send(port, 20, 10);
  expect(answer.split('\r\n')[0]).toContain(status);
  expect(answer).toContain(code);
  expect((await post(await visitForm())).status).toBe(201);
});

test('whoever sends on and on is hung up on', async () => {
  const { port } = await serve({ maxPhotoMB: 1 });
  expect(await send(port, 2000, 0)).toMatch(/EPIPE|ECONNRESET/);
});
