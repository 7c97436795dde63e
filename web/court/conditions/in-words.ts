/** Conditions as text that says all that the map shows. */
import type { OrderConditions } from '../../../src/orders/process/contract.ts';
import type { CourtWords } from '../words.ts';
import { DISTANCES, pointText } from './draft.ts';

type Zone = OrderConditions['zones'][number];

/** 2024-01-01 was a Monday. */
const MONDAY_MS = Date.UTC(2024, 0, 1);

/** 1 is Monday. */
export function weekdayText(language: string, day: number, width: 'short' | 'long' = 'short'): string {
  const format = new Intl.DateTimeFormat(language, { weekday: width, timeZone: 'UTC' });
  return format.format(MONDAY_MS + (day - 1) * 86_400_000);
}

export function distanceLine(words: CourtWords, name: string, value: number): string {
  const unit = name.endsWith('S') ? 'unit.seconds' : 'unit.metres';
  return `${words.coded('distance', name)}: ${words.t(unit, { count: value })}`;
}

export function distanceLines(words: CourtWords, conditions: OrderConditions): string[] {
  return DISTANCES.flatMap((name) => {
    const value = conditions[name];
    return value === undefined ? [] : [distanceLine(words, name, value)];
  });
}

/** @param nameOf whose place it is; null: not said */
export function zoneLine(words: CourtWords, zone: Zone, nameOf: (personId: string) => string | null): string {
  const { t } = words;
  const { shape } = zone;
  const place =
    shape.kind === 'circle'
      ? t('zone.circle', { metres: words.number(shape.radiusM), point: pointText(shape) })
      : t('zone.polygon', {
          count: shape.rings[0]?.length ?? 0,
          points: (shape.rings[0] ?? []).map(pointText).join('; '),
        });
  const of = zone.ofPersonId === undefined ? null : nameOf(zone.ofPersonId);
  return [
    t(`zone.${zone.kind}`, { name: zone.name }),
    of === null ? null : t('zone.of', { name: of }),
    place,
    zone.timetable === undefined ? t('zone.always') : timetableLine(words, zone.timetable),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

export function timetableLine(words: CourtWords, timetable: NonNullable<Zone['timetable']>): string {
  return timetable
    .map(({ days, from, until }) => {
      const names = [...days].sort((a, b) => a - b).map((day) => weekdayText(words.language, day));
      const key = until > from ? 'zone.hours' : 'zone.hours.next-day';
      return words.t(key, { days: names.join(', '), from, until });
    })
    .join('; ');
}
