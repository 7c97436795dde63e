/**
 * Values after a JSON schema, right ones and wrong ones: for asking every route what it does with what it did not expect. The same seed gives
 * the same values.
 */
import type { Rng } from '../../src/core/rng.ts';

/** What of JSON Schema the API's description uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
}

export interface Making {
  readonly rng: Rng;
  /** Ids that exist: a wrong request that names nothing real reaches little. */
  readonly ids: readonly string[];
  resolve(ref: string): Schema;
}

export function pick<T>(rng: Rng, from: readonly T[]): T {
  return from[Math.floor(rng.next() * from.length)]!;
}

/** What breaks programs: nothing, too much, the wrong kind, characters that databases and shells know. */
export const NASTY: readonly unknown[] = [
  ...[
    null,
    '',
    ' ',
    0,
    -1,
    1e308,
    2 ** 53,
    0.1,
    true,
    false,
    [],
    {},
    [[]],
    '\u0000',
    'a\u0000b',
    '\ud800',
    '%00',
    '\r\n',
  ],
  ...["' or 1=1 --", '"; select pg_sleep(1)', '../../../etc/passwd', '<script>', '__proto__', 'NaN', 'null'],
  ...['0000-00-00', '9999-12-31T23:59:59Z', '-271821-04-20T00:00:00Z', '2026-02-30', '2026-11-21T03:00:00+24:00'],
  ...['x'.repeat(10_000), '\u{1f6a8}'.repeat(300), 'ﷺ'.repeat(100), '1'.repeat(400), { constructor: { prototype: 1 } }],
  ...[JSON.parse('{"__proto__":{"a":1}}'), deep(200), Array.from({ length: 3_000 }, (_, i) => i)],
];

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < levels; i += 1) value = [value];
  return value;
}

const LEVELS_MAX = 8;

/** A value as the schema wants it, as far as a pattern can be guessed. */
export function madeFrom(schema: Schema, making: Making, level = 0): unknown {
  const { rng } = making;
  if (schema.$ref !== undefined) return madeFrom(making.resolve(schema.$ref), making, level + 1);
  if ('const' in schema) return schema.const;
  if (schema.enum !== undefined) return pick(rng, schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return madeFrom(pick(rng, choices), making, level + 1);
  if (schema.allOf !== undefined)
    return Object.assign({}, ...schema.allOf.map((one) => madeFrom(one, making, level + 1) as object));
  const type = Array.isArray(schema.type) ? pick(rng, schema.type) : schema.type;
  switch (type) {
    case 'object':
      return level > LEVELS_MAX ? {} : objectOf(schema, making, level);
    case 'array':
      return level > LEVELS_MAX
        ? []
        : Array.from({ length: lengthOf(schema, rng) }, () => madeFrom(schema.items ?? {}, making, level + 1));
    case 'string':
      return textOf(schema, making);
    case 'integer':
      return Math.floor(numberOf(schema, rng));
    case 'number':
      return numberOf(schema, rng);
    case 'boolean':
      return rng.next() < 0.5;
    default:
      return null;
  }
}

function objectOf(schema: Schema, making: Making, level: number): object {
  const made: Record<string, unknown> = {};
  for (const [name, of] of Object.entries(schema.properties ?? {})) {
    const isWanted = schema.required?.includes(name) === true || making.rng.next() < 0.5;
    if (isWanted) made[name] = madeFrom(of, making, level + 1);
  }
  return made;
}

function lengthOf({ minItems = 0, maxItems = 3 }: Schema, rng: Rng): number {
  return minItems + Math.floor(rng.next() * (Math.min(maxItems, minItems + 3) - minItems + 1));
}

function numberOf({ minimum = -1_000, maximum = 1_000 }: Schema, rng: Rng): number {
  const [low, high] = [Math.max(minimum, -1e6), Math.min(maximum, 1e6)];
  return rng.next() < 0.2 ? pick(rng, [low, high]) : low + rng.next() * (high - low);
}

const DAYS = ['2026-11-20', '2026-11-21', '2027-01-31', '2027-04-30'];

function textOf(schema: Schema, { rng, ids }: Making): string {
  switch (schema.format) {
    case 'uuid':
      return pick(rng, ids);
    case 'date':
      return pick(rng, DAYS);
    case 'date-time':
      return `${pick(rng, DAYS)}T0${Math.floor(rng.next() * 10)}:00:00Z`;
    default: {
      const { minLength = 0, maxLength = 40 } = schema;
      const length = minLength + Math.floor(rng.next() * (Math.min(maxLength, minLength + 40) - minLength + 1));
      const letters = pick(rng, ['0123456789', 'abcdefghijklmnop', 'ABCDEF0123456789', '한글日本 .-_+']);
      return Array.from({ length }, () => letters[Math.floor(rng.next() * letters.length)]).join('');
    }
  }
}

/** The value with one of its parts, or all of it, made wrong. */
export function damaged(value: unknown, rng: Rng): unknown {
  if (rng.next() < 0.3 || value === null || typeof value !== 'object') return pick(rng, NASTY);
  const copy = structuredClone(value) as Record<string, unknown>;
  const names = Object.keys(copy);
  if (names.length === 0 || rng.next() < 0.15) {
    copy[pick(rng, ['extra', 'id', 'exercise', 'constructor'])] = pick(rng, NASTY);
    return copy;
  }
  const name = pick(rng, names);
  if (rng.next() < 0.2) delete copy[name];
  else copy[name] = damaged(copy[name], rng);
  return copy;
}
