import sharp, { type OverlayOptions } from 'sharp';
import { plateWords, remarksOf, translated } from '../../show/plate-words.ts';
import type { CreatureView } from '../../show/ports.ts';
import type { Attribute } from '../../show/record.ts';
import { FAMILY, loadFaces } from './fonts.ts';

/** Widths in pixels: a phone's screen, and ten by fifteen centimetres at 300 dpi. */
export const CARD_WIDTHS = { screen: 800, print: 1200 } as const;
export type CardSize = keyof typeof CARD_WIDTHS;

// All lengths are shares of the width; the card is half as high again as it is wide.
const MARGIN = 0.06;
const PORTRAIT = 0.66;
const MATE = 0.15;
const TITLE = 0.05;
const TEXT = 0.021;
const LINE = 0.042;
/** Letters of a name and its reading that fit side by side; longer ones have a line of their own. */
const LONG = 32;
const GROUND = '#0b0a09';
const BONE = '#e8e0d0';
const BONE_DIM = '#b3ab9c';
const HAIRLINE = '#3a362f';

/**
 * The specimen card of a profile as a PNG: portrait, the creature it was mixed with, name, number, type plate, in a
 * language of the pages. Says that a machine made it, to the eye and in its metadata (there in English). The code is
 * not on it: a card is there to be shown.
 */
export async function drawCard(
  { id, generation, profile }: CreatureView,
  portrait: Uint8Array,
  mate: Uint8Array | null,
  size: CardSize,
  language = 'en',
): Promise<Buffer> {
  await loadFaces();
  const words = plateWords(language);
  const attributes = profile!.attributes.map((one) => translated(one, words));
  const reading = (one: Attribute) => readingOf(one, words.guess);
  const width = CARD_WIDTHS[size];
  const px = (share: number) => Math.round(share * width);
  const height = px(1.5);
  const layers: OverlayOptions[] = [];
  const picture = async (bytes: Uint8Array, side: number, left: number, top: number) => {
    layers.push({
      input: await sharp(bytes).resize(px(side), px(side)).toBuffer(),
      left: px(left),
      top: px(top),
    });
  };
  const write = async (
    text: string,
    options: { at: [number, number]; wide: number; high: number; colour: string },
  ) => {
    const drawn = await line(text, px(options.wide), px(options.high), options.colour);
    if (!drawn) return;
    const [x, y] = options.at;
    layers.push({ input: drawn, left: px(x), top: px(y) });
  };

  const list = async (
    lines: string[],
    options: { left: number; wide: number; colour: string; right?: boolean },
  ) => {
    const { left, wide, colour, right } = options;
    const drawn = await block(lines, px(TEXT), px(LINE), colour, right ? 'right' : 'left');
    if (drawn)
      layers.push({ input: drawn.data, left: right ? px(left + wide) - drawn.width : px(left), top: px(y) });
  };

  await picture(portrait, PORTRAIT, MARGIN, MARGIN);
  const aside = MARGIN + PORTRAIT + 0.01;
  if (mate) await picture(mate, MATE, aside, MARGIN + PORTRAIT - MATE);
  const wide = 1 - 2 * MARGIN;
  let y = MARGIN + PORTRAIT + 0.03;
  await write(profile!.name, { at: [MARGIN, y], wide, high: TITLE, colour: BONE });
  y += TITLE + 0.022;
  const number = `No. ${id}   ${words.generation} ${generation}   ${words.mixedWith} No. ${profile!.mishmashedWith}`;
  await write(number, { at: [MARGIN, y], wide, high: TEXT, colour: BONE_DIM });
  y += LINE + 0.01;
  layers.push(rule(px(wide), px(MARGIN), px(y)));
  y += 0.016;
  const short = attributes.filter((one) => lettersOf(one.name) + lettersOf(reading(one)) <= LONG);
  const long = attributes.filter((one) => !short.includes(one));
  const rows = Math.ceil(short.length / 2);
  const half = wide / 2 - 0.015;
  for (const [column, from] of [short.slice(0, rows), short.slice(rows)].entries()) {
    const x = MARGIN + column * (half + 0.03);
    await list(
      from.map(({ name }) => name),
      { left: x, wide: half, colour: BONE_DIM },
    );
    await list(from.map(reading), { left: x, wide: half, colour: BONE, right: true });
  }
  y += LINE * (rows + 0.6);
  for (const attribute of long) {
    const text = `${attribute.name}: ${reading(attribute)}`;
    await write(text, { at: [MARGIN, y], wide, high: TEXT, colour: BONE });
    y += LINE;
  }
  y += LINE * 0.3;
  for (const remark of remarksOf(attributes)) {
    await write(remark, { at: [MARGIN, y], wide, high: TEXT, colour: BONE_DIM });
    y += LINE;
  }
  await write(words.madeByMachine, { at: [MARGIN, 1.5 - MARGIN], wide, high: TEXT * 0.85, colour: BONE_DIM });
  return sharp({ create: { width, height, channels: 3, background: GROUND } })
    .composite(layers)
    .withExif({ IFD0: { ImageDescription: plateWords('en').madeByMachine, Software: 'Mishmash us' } })
    .withXmp(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"/></rdf:RDF></x:xmpmeta>`,
    )
    .withDensity(300)
    .png({ compressionLevel: 8 })
    .toBuffer();
}

/** How many Latin letters wide a text is; Chinese ones are two. */
function lettersOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0);
}

/** Value, unit and, of a guess, how sure the machine is. */
function readingOf({ value, unit, guess, confidence }: Attribute, guessed: string): string {
  const said = [value, unit].filter(Boolean).join(' ');
  return guess && confidence !== null ? `${said} (${guessed}, ${Math.round(confidence * 100)} %)` : said;
}

/** One line of text, made smaller where it is wider than `width`; null for nothing. In pixels. */
async function line(text: string, width: number, high: number, colour: string) {
  if (text.trim() === '') return null;
  // Points at 72 dpi are pixels; markup characters of a name are text here.
  const markup = `<span foreground="${colour}">${escaped(text)}</span>`;
  const { data, info } = await sharp({
    text: { text: markup, font: `${FAMILY} ${Math.round(high)}px`, rgba: true, dpi: 72 },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
  return info.width <= width ? data : sharp(data).resize({ width }).toBuffer();
}

/** Lines of one size at equal distances; null for none. */
async function block(
  lines: string[],
  high: number,
  distance: number,
  colour: string,
  align: 'left' | 'right',
) {
  if (lines.length === 0) return null;
  // The renderer crops to the ink: a first line with everything above and below it makes all blocks begin alike.
  const strut = '<span alpha="1">(Ågj|</span>';
  const inked = [strut, ...lines.map(escaped)].join('\n');
  // An absolute height of the line, in 1024ths: Chinese letters would otherwise spread their lines further.
  const markup = `<span foreground="${colour}" line_height="${distance * 1024}">${inked}</span>`;
  const { data, info } = await sharp({
    text: { text: markup, font: `${FAMILY} ${high}px`, rgba: true, dpi: 72, align },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
  const top = Math.min(info.height - 1, distance);
  return {
    data: await sharp(data)
      .extract({ left: 0, top, width: info.width, height: info.height - top })
      .toBuffer(),
    width: info.width,
  };
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function rule(width: number, left: number, top: number): OverlayOptions {
  return { input: { create: { width, height: 2, channels: 3, background: HAIRLINE } }, left, top };
}
