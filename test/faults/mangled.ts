import type { Random } from '../../engine/show/random.ts';
import { bombPng } from '../visit/photos.ts';

const EVIL = [
  '<script>alert(1)</script>',
  '<?php system($_GET[0]); ?>',
  'PK\u0003\u0004',
  '%PDF-1.7',
  'GIF89a',
  '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '\0\0\0\x18ftypheic',
];

/** The n-th malformed photo, made from whole ones: each way of breaking a file in its turn, at random places. */
export function mangled(photos: readonly Buffer[], random: Random, n: number): Buffer {
  const whole = photos[Math.floor(random() * photos.length)]!;
  const other = photos[Math.floor(random() * photos.length)]!;
  const evil = Buffer.from(EVIL[Math.floor(random() * EVIL.length)]!, 'latin1');
  const at = () => Math.floor(random() * whole.length);
  const bytes = Buffer.from(whole);
  switch (n % 10) {
    case 0:
      return bytes.subarray(0, at());
    case 1:
      for (let i = 0; i < 1 + random() * 20; i++) bytes[at()] = random() * 256;
      return bytes;
    case 2:
      for (let i = 0; i < 4; i++) bytes[12 + Math.floor(random() * 40)] = random() * 256;
      return bytes;
    case 3:
      return Buffer.concat([evil, bytes]);
    case 4:
      return Buffer.concat([bytes, evil, other]);
    case 5:
      return Buffer.concat([bytes.subarray(0, at()), other.subarray(Math.floor(random() * other.length))]);
    case 6:
      return bombPng(7000 + Math.floor(random() * 60_000), 8000 + Math.floor(random() * 60_000));
    case 7:
      return bombPng(1 + Math.floor(random() * 95), 1 + Math.floor(random() * 4000));
    case 8:
      return Buffer.concat([bytes.subarray(0, at()), evil, bytes.subarray(at())]);
    default:
      return Buffer.from(Array.from({ length: 40 + random() * 400 }, () => random() * 256));
  }
}
