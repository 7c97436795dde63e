/** What one simulated week of two ordinary lives came to. Numbers only. */
import type { Level } from '../../proximity/types.ts';

export type Alerting = Exclude<Level, 'clear'>;

export interface Seen {
  pointMin: number;
  bandMin: number;
  unknownMin: number;
}

export interface WhereTally {
  readonly wearer: number;
  readonly protected: number;
  alarms: number;
  minutes: number;
  noticeMinutes: number;
}

export interface OrdinaryWeek {
  readonly alarms: Record<Alerting, number>;
  readonly minutes: Record<Level, number>;
  meetings: number;
  meetingMinutes: number;
  readonly ringEntries: Map<string, number>;
  readonly zoneWarnings: Map<string, number>;
  readonly zoneMinutes: Map<string, number>;
  readonly where: Map<string, WhereTally>;
  /** Minutes alerting by square of the protected person. */
  readonly alertCells: Map<number, number>;
  samples: number;
  wearerKnown: number;
  protectedKnown: number;
  wearerReports: number;
  protectedReports: number;
  readonly wearerCells: Set<number>;
  readonly protectedCells: Set<number>;
  readonly protectedSeesWearer: Seen;
  readonly officersSeeWearer: Seen;
  readonly officersSeeProtected: Seen;
}

export function newWeek(): OrdinaryWeek {
  const seen = (): Seen => ({ pointMin: 0, bandMin: 0, unknownMin: 0 });
  return {
    alarms: { notice: 0, warning: 0, danger: 0, unknown: 0 },
    minutes: { clear: 0, notice: 0, warning: 0, danger: 0, unknown: 0 },
    ...{ meetings: 0, meetingMinutes: 0, samples: 0, wearerKnown: 0, protectedKnown: 0 },
    ...{ wearerReports: 0, protectedReports: 0 },
    ...{ ringEntries: new Map(), zoneWarnings: new Map(), zoneMinutes: new Map(), where: new Map() },
    ...{ alertCells: new Map(), wearerCells: new Set(), protectedCells: new Set() },
    ...{ protectedSeesWearer: seen(), officersSeeWearer: seen(), officersSeeProtected: seen() },
  };
}

export function add<K>(map: Map<K, number>, key: K, amount: number): void {
  map.set(key, (map.get(key) ?? 0) + amount);
}
