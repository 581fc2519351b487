import { randomBytes, randomInt } from 'node:crypto';

/** Digits and letters that nobody mistakes for one another in print or over the phone: neither of 0-O, 1-I-L, 2-Z, 5-S, 8-B, U-V. */
export const CODE_ALPHABET = '34679ACDEFGHJKMNPQRTWXY';
/** 15 of 23 letters are 67 bits. */
export const CODE_LENGTH = 15;

/** A profile's secret, from the system's entropy: upper case, without separators. */
export function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('');
}

/** A visit's name in events: 64 random bits. Not a secret, only never used twice. */
export function newVisitId(): string {
  return randomBytes(8).toString('hex');
}
