/** What is typed into the form, as text, and the request it makes. Names of places never leave this page. Pure. */
import {
  type Area,
  type FeasibilityInput,
  type Life,
  MEANS,
  type Means,
  type PlaceKind,
} from '../../../src/insight/feasibility/contract.ts';

export interface PlaceDraft {
  readonly id: string;
  readonly kind: PlaceKind;
  readonly name: string;
  readonly lat: string;
  readonly lon: string;
}

export interface StayDraft {
  readonly key: number;
  readonly place: string;
  readonly days: readonly number[];
  readonly from: string;
  readonly until: string;
  readonly by: Means;
  /** '': as `by`. */
  readonly backBy: Means | '';
}

export interface LifeDraft {
  readonly places: readonly PlaceDraft[];
  readonly stays: readonly StayDraft[];
}

export type Whose = 'both' | 'wearer' | 'protected';

export interface CircleDraft {
  readonly key: number;
  readonly whose: Whose;
  readonly lat: string;
  readonly lon: string;
  readonly radiusM: string;
}

export const NUMBERS = [
  'months',
  'restraintM',
  'warnM',
  'noticeM',
  'ring',
  'wearerIntervalS',
  'protectedIntervalS',
] as const;
export type NumberField = (typeof NUMBERS)[number];
export type Side = 'wearer' | 'protected';

export interface Draft {
  readonly startsOn: string;
  readonly numbers: Readonly<Record<NumberField, string>>;
  readonly wearer: LifeDraft;
  readonly protected: LifeDraft;
  readonly gaps: readonly CircleDraft[];
  readonly prohibited: readonly CircleDraft[];
  readonly approachBy: readonly Means[];
}

/** A member of the request and what is wrong with it; the same paths are the ids of the fields. */
export interface FieldError {
  readonly path: string;
  readonly code: 'number' | 'latitude' | 'longitude' | 'time' | 'days' | 'date';
}

/** The name under which the law's own ring to the police goes. */
export const RING = 'police';

export function newDraft(startsOn: string): Draft {
  const home = (): LifeDraft => ({ places: [{ id: 'home', kind: 'home', name: '', lat: '', lon: '' }], stays: [] });
  return {
    startsOn,
    numbers: {
      ...{ months: '3', restraintM: '100', warnM: '600', noticeM: '2000', ring: '1000' },
      ...{ wearerIntervalS: '60', protectedIntervalS: '60' },
    },
    wearer: home(),
    protected: home(),
    gaps: [],
    prohibited: [],
    approachBy: ['walk', 'car'],
  };
}

/** The next free one, so that nothing that was removed comes back under its name. */
export function nextId(places: readonly PlaceDraft[]): string {
  const used = places.map(({ id }) => Number(/^place-(\d+)$/.exec(id)?.[1] ?? 0));
  return `place-${Math.max(0, ...used) + 1}`;
}

export function nextKey(rows: readonly { readonly key: number }[]): number {
  return Math.max(0, ...rows.map(({ key }) => key)) + 1;
}

export type Made =
  | { readonly ok: true; readonly request: FeasibilityInput }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

export function requestOf(draft: Draft, jurisdiction: string, seed = 1): Made {
  const errors: FieldError[] = [];
  const number = (path: string, text: string, code: FieldError['code'], max: number): number => {
    const value = text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'));
    if (!Number.isFinite(value) || Math.abs(value) > max) errors.push({ path, code });
    return value;
  };
  if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.startsOn)) errors.push({ path: 'startsOn', code: 'date' });
  const whole = (name: NumberField) => Math.round(number(name, draft.numbers[name], 'number', 1e6));
  const point = (path: string, { lat, lon }: { readonly lat: string; readonly lon: string }) => ({
    latDeg: number(`${path}.latDeg`, lat, 'latitude', 90),
    lonDeg: number(`${path}.lonDeg`, lon, 'longitude', 180),
  });
  const life = (side: Side): Life => ({
    places: draft[side].places.map((place, i) => ({
      ...{ id: place.id, kind: place.kind },
      ...point(`${side}.places[${i}]`, place),
    })),
    stays: draft[side].stays.map((stay, i) => {
      const path = `${side}.stays[${i}]`;
      if (stay.days.length === 0) errors.push({ path: `${path}.days`, code: 'days' });
      for (const end of ['from', 'until'] as const) {
        if (!/^\d{2}:\d{2}$/.test(stay[end])) errors.push({ path: `${path}.${end}`, code: 'time' });
      }
      const { place, days, from, until, by, backBy } = stay;
      return { place, days: [...days], from, until, by, ...(backBy === '' ? {} : { backBy }) };
    }),
  });
  const circle = (path: string, row: CircleDraft): Area => ({
    ...{ kind: 'circle' as const, ...point(`${path}.area`, row) },
    radiusM: number(`${path}.area.radiusM`, row.radiusM, 'number', 50_000),
  });
  const request: FeasibilityInput = {
    jurisdiction,
    startsOn: draft.startsOn,
    duration: { months: whole('months') },
    ...{ restraintM: whole('restraintM'), warnM: whole('warnM'), noticeM: whole('noticeM') },
    rings: draft.numbers.ring.trim() === '' ? {} : { [RING]: whole('ring') },
    ...{ wearerIntervalS: whole('wearerIntervalS'), protectedIntervalS: whole('protectedIntervalS') },
    ...{ wearer: life('wearer'), protected: life('protected') },
    gaps: draft.gaps.map((row, i) => ({ whose: row.whose, area: circle(`gaps[${i}]`, row) })),
    prohibited: draft.prohibited.map((row, i) => ({ id: `area-${row.key}`, area: circle(`prohibited[${i}]`, row) })),
    ...(draft.approachBy.length === 0 ? {} : { approachBy: MEANS.filter((by) => draft.approachBy.includes(by)) }),
    seed,
  };
  return errors.length > 0 ? { ok: false, errors } : { ok: true, request };
}
