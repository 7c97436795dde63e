/**
 * By what a paper is checked: a number that holds nothing of the case, and a code that only this installation can make for that number, that
 * version and those words. Fails toward "not genuine".
 */
import { createHash, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { type Canonical, canonicalBytes, derivedKey, type MasterKey } from '../../../safeguards/service.ts';
import type { OrderSayings } from '../order-pdf/content.ts';

/** Crockford's base 32: no I, L, O or U, so that what is read aloud or copied by hand comes out the same. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 80 bits: as many codes would have to be tried on the page, at its rate, for longer than anything lasts. */
const CODE_CHARACTERS = 16;

export interface CodeOf {
  readonly number: string;
  readonly version: number;
  /** SHA-256 of what the paper says, in hex. */
  readonly contentHash: string;
}

export class OrderCodes {
  readonly #key: KeyObject;

  /** `master`: as the sealer's; the key of codes is derived from it, so that there is nothing more to be kept. */
  constructor(master: MasterKey) {
    this.#key = createSecretKey(derivedKey(master, 'magpie order code', 32));
  }

  /** 16 characters without groups. */
  codeOf({ number, version, contentHash }: CodeOf): string {
    const mac = createHmac('sha256', this.#key).update(`${number}\n${version}\n${contentHash}`).digest();
    let code = '';
    for (let i = 0; i < CODE_CHARACTERS; i += 1) {
      const bit = i * 5;
      const pair = (mac[bit >> 3]! << 8) | mac[(bit >> 3) + 1]!;
      code += ALPHABET[(pair >> (11 - (bit & 7))) & 31];
    }
    return code;
  }

  /** `given`: see `readCode`. Takes as long for a wrong one as for a right one. */
  isCodeOf(given: string, of: CodeOf): boolean {
    const digest = (text: string): Buffer => createHmac('sha256', this.#key).update(text).digest();
    return timingSafeEqual(digest(given), digest(this.codeOf(of)));
  }
}

/** As printed: four groups of four. */
export function inGroups(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** What somebody typed, in the one way of writing it; characters that look alike count as the one that is meant. */
export function readCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}

/** Small letters, blanks and other dashes count as what is meant. */
export function readNumber(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[\u2010-\u2015\u2212\uff0d]/g, '-')
    .replace(/[^0-9A-Z-]/g, '');
}

/** Of everything that the paper says, but for its number and code, which follow from it. */
export function contentHashOf(sayings: OrderSayings): string {
  return createHash('sha256')
    .update(canonicalBytes(sayings as unknown as Canonical))
    .digest('hex');
}

/** `KR-2026`; exercises are counted apart, so that none stands between two real ones. */
export function seriesOf(jurisdiction: string, year: number, exercise: boolean): string {
  return `${jurisdiction.toUpperCase()}-${exercise ? 'EX-' : ''}${year}`;
}

export function numberOf(series: string, sequence: number): string {
  return `${series}-${String(sequence).padStart(6, '0')}`;
}
