/** Where each number of a zone's record stands. */
import type { Layout, Reference } from './table.ts';
import { ID_WORDS } from './texts.ts';

// 64-bit field.
export const BOUND_AT = 0;
// 32-bit field.
export const RADIUS = 2;
// Whole numbers. Degrees are kept in ten millionths: to 6 mm, finer than any map that an order is drawn on.
export const LAT = 3;
export const LON = 4;
export const WEARER = 5;
export const NEXT_ZONE = 6;
export const ORDER = 7;
export const TERMS = 8;
/** The level's slot above two bits: CALM ones are not looked up, and QUIET zones not looked at for a time. */
export const LEVELS = 9;
export const CALM = 1;
/** For as long as the wearer's `zonesForeseenUntilMs` says, evaluations come to what the last one came to. */
export const QUIET = 2;
export const LEVELS_SHIFT = 2;
export const ID = 10;
export const LAYOUT: Layout = { f64: 1, f32: 1, i32: 7 + ID_WORDS };
export const STRIDE64 = 7;

export const PER_DEGREE = 10_000_000;
/** A latitude or longitude that is none, as of a polygon. */
export const NOWHERE = -0x80000000;

/** Which words name other records. */
export const ZONE_REFERENCES: readonly Reference<'people' | 'zones' | 'orders' | 'zoneTerms' | 'levels'>[] = [
  { word: WEARER, shift: 0, to: 'people', isOptional: false },
  { word: NEXT_ZONE, shift: 0, to: 'zones', isOptional: true },
  { word: ORDER, shift: 0, to: 'orders', isOptional: false },
  { word: TERMS, shift: 0, to: 'zoneTerms', isOptional: false },
  { word: LEVELS, shift: LEVELS_SHIFT, to: 'levels', isOptional: true },
];
