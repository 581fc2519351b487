import sharp, { type Sharp } from 'sharp';

/** A face drawn for the tests; `hue` (0..360) tells one visitor from another. */
export function drawnFace(width = 480, height = 640, hue = 30): Sharp {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 640" width="${width}" height="${height}" preserveAspectRatio="none">
    <rect width="480" height="640" fill="hsl(${(hue + 180) % 360} 40% 40%)"/>
    <ellipse cx="240" cy="260" rx="120" ry="160" fill="hsl(${hue} 60% 70%)"/>
    <circle cx="195" cy="230" r="18"/><circle cx="285" cy="230" r="18"/>
    <path d="M190 340 q50 40 100 0" stroke="#400" stroke-width="12" fill="none"/>
    <rect y="540" width="480" height="100" fill="#223"/>
  </svg>`;
  return sharp(Buffer.from(svg));
}

/** Red above, blue below, with a green left edge: every wrong turn shows. */
export function quarters(width = 200, height = 300): Sharp {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="${width}" height="${height / 2}" fill="#f00"/>
    <rect y="${height / 2}" width="${width}" height="${height / 2}" fill="#00f"/>
    <rect width="${width * 0.2}" height="${height}" fill="#0f0"/></svg>`;
  return sharp(Buffer.from(svg));
}

/** The chunks of a PNG that claims `width` x `height` pixels and has none. */
export function bombPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', Buffer.alloc(32)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), 8 + data.length);
  return out;
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
