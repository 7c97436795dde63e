import { SECOND_MS } from '../../core/time.ts';

export const FEASIBILITY_LIMITS = {
  placesPerLife: 8,
  staysPerLife: 40,
  gaps: 20,
  prohibited: 20,
  rings: 10,
  polygonPoints: 200,
  idLength: 20,
  /** Two places further apart than this are not one everyday life. */
  spanM: 150_000,
  radiusMMin: 10,
  radiusMMax: 50_000,
  intervalSMax: 600,
  distanceMMax: 20_000,
  durationMonthsMax: 60,
  durationDaysMax: 1_830,
  weeks: 4,
  weeksMax: 8,
  seeds: 3,
  seedsMax: 5,
  /** Of all seeds together: what is asked for beyond is drawn from, evenly. */
  approaches: 900,
  /** From start to answer, in its worker; on two busy processors it takes a third of it. */
  runMs: 60 * SECOND_MS,
  /** Waiting besides the one that runs. */
  waiting: 4,
} as const;
