/** The law that a proceeding obeys, as its pack says it. */
import { periodEnd } from '../packs/calendar.ts';
import type { Pack } from '../packs/pack.ts';
import type { Measure, NoticeRule, Procedure } from '../packs/procedure.ts';
import type { ProcessRules } from './rules.ts';

export interface DistanceRule {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly article: string;
}

export interface Law {
  readonly jurisdiction: string;
  readonly versionId: string;
  readonly pack: Pack;
  readonly timeZone: string;
  readonly mode: 'law' | 'study';
  readonly emergencyNumber: string;
  /** What an order may set, metres and seconds, with its bounds. */
  readonly distances: Readonly<Record<string, DistanceRule>>;
  readonly measures: readonly Measure[];
  readonly procedures: readonly Procedure[];
  readonly notices: readonly NoticeRule[];
  readonly endOf: ProcessRules['endOf'];
  readonly isEndKnown: ProcessRules['isEndKnown'];
}

export function lawOf(pack: Pack): Law {
  const { restraintM, warnM, noticeM, wearerIntervalS, protectedIntervalS } = pack.proximity;
  return {
    ...{ jurisdiction: pack.jurisdiction, versionId: pack.versionId, timeZone: pack.timeZone, mode: pack.mode, pack },
    ...{ emergencyNumber: pack.emergencyNumber, measures: pack.measures, procedures: pack.procedures },
    distances: { restraintM, warnM, noticeM, wearerIntervalS, protectedIntervalS },
    notices: pack.notices,
    endOf: (fromMs, period) => periodEnd(fromMs, period, pack).endMs,
    isEndKnown: (fromMs, period) => periodEnd(fromMs, period, pack).holidaysKnown,
  };
}

/** Null: the law has no such procedure. */
export function rulesOf(law: Law, procedureId: string): ProcessRules | null {
  const procedure = law.procedures.find(({ id }) => id === procedureId);
  return procedure === undefined
    ? null
    : { procedure, measures: law.measures, endOf: law.endOf, isEndKnown: law.isEndKnown };
}
