/** Where each number of a person's record stands. */
import { type Layout, type Reference, strideOf } from './table.ts';
import { ID_WORDS } from './texts.ts';

// 64-bit fields. What every evaluation reads stands together, from here to the first whole numbers: fewer lines of the cache.
export const FASTER = 0;
export const FIXED_AT = 1;
export const FIX_LAT = 2;
export const FIX_LON = 3;
export const RECEIVED_AT = 4;
export const BEFORE_FIXED_AT = 5;
export const GOOD_LAT = 6;
export const GOOD_LON = 7;
export const FROZEN_LAT = 8;
export const FROZEN_LON = 9;
export const FROZEN_AT = 10;
export const FROZEN_SINCE = 11;
export const SECOND_GOOD = 12;
export const ZONES_POSITION = 13;
export const GOOD_AT = 14;
export const T = 15;
export const LAT = 16;
export const LON = 17;
export const ZONES_FORESEEN_UNTIL = 18;
export const F64 = 19;
// 32-bit fields.
export const NOISE_RATIO = 2 * F64 + 0;
export const EAST = 2 * F64 + 1;
export const NORTH = 2 * F64 + 2;
export const VAR_POS = 2 * F64 + 3;
export const COV = 2 * F64 + 4;
export const VAR_VEL = 2 * F64 + 5;
export const SPEED = 2 * F64 + 6;
export const ACCURACY = 2 * F64 + 7;
export const GOOD_RADIUS = 2 * F64 + 8;
export const GOOD_SPEED = 2 * F64 + 9;
// Whole numbers.
export const FLAGS = 2 * F64 + 10;
export const MORE = 2 * F64 + 11;
export const FIRST_AS_WEARER = 2 * F64 + 12;
export const FIRST_ZONE = 2 * F64 + 13;
export const FIRST_AS_PROTECTED = 2 * F64 + 14;
export const AGREEING = 2 * F64 + 15;
export const FROZEN_COUNT = 2 * F64 + 16;
export const FROZEN_MOVING_COUNT = 2 * F64 + 17;
export const ID = 2 * F64 + 18;
export const LAYOUT: Layout = { f64: F64, f32: 10, i32: 8 + ID_WORDS };
export const STRIDE64 = strideOf(LAYOUT) / 2;

/** Which words name other records. */
export const PERSON_REFERENCES: readonly Reference<'pairs' | 'zones' | 'more'>[] = [
  { word: FIRST_AS_WEARER, shift: 0, to: 'pairs', isOptional: true },
  { word: FIRST_AS_PROTECTED, shift: 0, to: 'pairs', isOptional: true },
  { word: FIRST_ZONE, shift: 0, to: 'zones', isOptional: true },
  { word: MORE, shift: 0, to: 'more', isOptional: true },
];
