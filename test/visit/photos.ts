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

/** `picture` as phones store it for bright screens: a JPEG with a second one, its gain map, behind it (Ultra HDR 1.0). */
export async function ultraHdr(picture: Sharp): Promise<Buffer> {
  const base = await picture.jpeg({ quality: 90 }).toBuffer();
  const { width, height } = await sharp(base).metadata();
  const grey = {
    width: Math.ceil(width / 4),
    height: Math.ceil(height / 4),
    channels: 3,
    background: '#666',
  } as const;
  const hdrgm = 'xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" hdrgm:Version="1.0"';
  const gain = withSegments(await sharp({ create: grey }).toColourspace('b-w').jpeg().toBuffer(), [
    xmp(
      `${hdrgm} hdrgm:GainMapMin="0" hdrgm:GainMapMax="2" hdrgm:Gamma="1" hdrgm:OffsetSDR="0.015625"
      hdrgm:OffsetHDR="0.015625" hdrgm:HDRCapacityMin="0" hdrgm:HDRCapacityMax="2" hdrgm:BaseRenditionIsHDR="False"`,
      '',
    ),
  ]);
  const item = (semantic: string, more = '') =>
    `<rdf:li rdf:parseType="Resource"><Container:Item Item:Semantic="${semantic}" Item:Mime="image/jpeg"${more}/></rdf:li>`;
  const directory = xmp(
    `${hdrgm} xmlns:Container="http://ns.google.com/photos/1.0/container/" xmlns:Item="http://ns.google.com/photos/1.0/container/item/"`,
    `<Container:Directory><rdf:Seq>${item('Primary')}${item('GainMap', ` Item:Length="${gain.length}"`)}</rdf:Seq></Container:Directory>`,
  );
  const index = Buffer.alloc(86);
  const whole = base.length + directory.length + 4 + index.length;
  index.write('MPF\0MM');
  index.writeUInt16BE(42, 6);
  index.writeUInt32BE(8, 8);
  index.writeUInt16BE(3, 12);
  const entry = (at: number, tag: number, type: number, count: number, value: number | string) => {
    index.writeUInt16BE(tag, at);
    index.writeUInt16BE(type, at + 2);
    index.writeUInt32BE(count, at + 4);
    if (typeof value === 'string') index.write(value, at + 8);
    else index.writeUInt32BE(value, at + 8);
  };
  entry(14, 0xb000, 7, 4, '0100');
  entry(26, 0xb001, 4, 1, 2);
  entry(38, 0xb002, 7, 32, 50);
  // Places count from the TIFF header, which follows SOI, the directory, and the index's own marker, length and name.
  const header = 2 + directory.length + 4 + 4;
  [0x00030000, whole, 0, 0, 0, gain.length, whole - header, 0].forEach((value, i) => {
    index.writeUInt32BE(value, 54 + i * 4);
  });
  return Buffer.concat([withSegments(base, [directory, segment(0xe2, index)]), gain]);
}

function xmp(attributes: string, inner: string): Buffer {
  const packet = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" ${attributes}>${inner}</rdf:Description></rdf:RDF></x:xmpmeta>`;
  return segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${packet}`));
}

function segment(marker: number, payload: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
}

function withSegments(jpeg: Buffer, segments: Buffer[]): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}
