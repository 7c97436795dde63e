/** The orders file of `magpie replay`: pairs and zones with the reporting intervals. A bad entry is told and left out. */
import { z } from 'zod';
import type { OrderId, PairId, PersonId, ZoneId } from '../../core/ids.ts';
import { ORDER_BOUNDS, type OrderParameters } from '../../proximity/parameters.ts';
import type { PairSpec, Shape, ZoneSpec } from '../../proximity/types.ts';

export interface Orders {
  readonly pairs: readonly PairSpec[];
  readonly zones: readonly ZoneSpec[];
  /** What was left out, in words that hold no coordinate. */
  readonly problems: readonly string[];
}

/** Where an exclusion or inclusion zone's order does not say how far out `warning` and `notice` begin. */
const ZONE_DEFAULTS = {
  exclusion: { warnM: 300, noticeM: 1000 },
  inclusion: { warnM: 0, noticeM: 0 },
} as const;

const metres = z.number().positive().max(100_000);
const seconds = z.number().positive().max(86_400);
const name = z.string().min(1).max(200);

/** As an order in the server, without a pack between: the engine's own safe bounds. */
const parametersSchema = z.strictObject({
  warnTauS: within('warnTauS'),
  silenceAfterS: within('silenceAfterS'),
  silenceContactS: within('silenceContactS'),
  warnHoldS: within('warnHoldS'),
});

function within(parameter: keyof OrderParameters) {
  const { min, max } = ORDER_BOUNDS[parameter];
  return z.number().min(min).max(max).exactOptional();
}

const pairSchema = z
  .object({
    wearer: name,
    protected: name,
    restraintM: metres.default(100),
    warnM: metres.default(600),
    noticeM: metres.default(2000),
    rings: z.record(name, metres).default({}),
    parameters: parametersSchema.exactOptional(),
  })
  .refine((pair) => pair.restraintM <= pair.warnM && pair.warnM <= pair.noticeM, 'restraintM <= warnM <= noticeM')
  .refine((pair) => pair.wearer !== pair.protected, 'wearer and protected are two people');

const latDeg = z.number().min(-90).max(90);
const lonDeg = z.number().min(-180).max(180);
const ringSchema = z
  .array(z.tuple([lonDeg, latDeg]).rest(z.number()))
  .min(3)
  .max(10_000);
const shapeSchema = z.union([
  z.object({ circle: z.object({ latDeg, lonDeg, radiusM: metres }) }),
  z.object({ polygon: z.object({ type: z.literal('Polygon'), coordinates: z.array(ringSchema).min(1).max(100) }) }),
]);

const zoneSchema = z.object({
  wearer: name,
  zone: name,
  kind: z.enum(['exclusion', 'inclusion']),
  shape: shapeSchema,
  warnM: z.number().min(0).max(100_000).optional(),
  noticeM: z.number().min(0).max(100_000).optional(),
});

const fileSchema = z.object({
  pairs: z.array(z.unknown()).default([]),
  zones: z.array(z.unknown()).default([]),
  reporting: z
    .object({
      intervalS: seconds.optional(),
      wearerIntervalS: seconds.optional(),
      protectedIntervalS: seconds.optional(),
    })
    .default({}),
});

/** Null when the text is not an orders file at all. */
export function readOrders(text: string): Orders | null {
  const file = fileSchema.safeParse(parseJson(text));
  if (!file.success) return null;
  const { intervalS = 60, wearerIntervalS = intervalS, protectedIntervalS = intervalS } = file.data.reporting;
  const problems: string[] = [];
  const pairs = new Map<string, PairSpec>();
  for (const [index, entry] of file.data.pairs.entries()) {
    const parsed = pairSchema.safeParse(entry);
    if (!parsed.success) {
      problems.push(`pairs[${index}]: ${problemOf(parsed.error)}`);
      continue;
    }
    const { wearer, protected: protectedId, ...radii } = parsed.data;
    const pairId = `${wearer}:${protectedId}`;
    if (pairs.has(pairId)) {
      problems.push(`pairs[${index}]: the pair is there already`);
      continue;
    }
    pairs.set(pairId, {
      pairId: pairId as PairId,
      orderId: pairId as OrderId,
      wearerId: wearer as PersonId,
      protectedId: protectedId as PersonId,
      ...radii,
      wearerIntervalS,
      protectedIntervalS,
    });
  }
  const zones = readZones(file.data.zones, wearerIntervalS, problems);
  return { pairs: [...pairs.values()], zones, problems };
}

function readZones(entries: readonly unknown[], wearerIntervalS: number, problems: string[]): ZoneSpec[] {
  const zones = new Map<string, ZoneSpec>();
  for (const [index, entry] of entries.entries()) {
    const parsed = zoneSchema.safeParse(entry);
    if (!parsed.success) {
      problems.push(`zones[${index}]: ${problemOf(parsed.error)}`);
      continue;
    }
    const { wearer, zone, kind, shape } = parsed.data;
    const defaults = ZONE_DEFAULTS[kind];
    const zoneId = zoneKey(wearer, zone);
    if (zones.has(zoneId)) {
      problems.push(`zones[${index}]: the zone is there already`);
      continue;
    }
    zones.set(zoneId, {
      zoneId: zoneId as ZoneId,
      orderId: zoneId as OrderId,
      wearerId: wearer as PersonId,
      kind,
      shape: shapeOf(shape),
      warnM: parsed.data.warnM ?? defaults.warnM,
      noticeM: parsed.data.noticeM ?? defaults.noticeM,
      wearerIntervalS,
    });
  }
  return [...zones.values()];
}

/** Two wearers may each have a zone "home". Sorts by zone, then wearer. */
export function zoneKey(wearer: string, zone: string): string {
  return `${zone}\u0000${wearer}`;
}

function shapeOf(shape: z.infer<typeof shapeSchema>): Shape {
  if ('circle' in shape) return { kind: 'circle', ...shape.circle };
  const rings = shape.polygon.coordinates.map((ring) => ring.map(([lon, lat]) => ({ latDeg: lat, lonDeg: lon })));
  return { kind: 'polygon', rings };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Which field and what is asked of it; never the value, which may be a coordinate. */
function problemOf(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'not valid';
  const path = issue.path.join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
