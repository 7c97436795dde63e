/**
 * What a change of measures means for what is monitored: an order for the engine begins, lasts longer, ends. Pure comparison, so that
 * no act can forget it.
 */
import type { Ending } from '../packs/procedure.ts';
import { endOfMeasure, type OrderedMeasure, type Proceeding } from './proceeding.ts';
import { measureRule, type ProcessRules } from './rules.ts';

export type MonitoringChange =
  | { readonly kind: 'begin'; readonly measure: OrderedMeasure; readonly fromMs: number; readonly untilMs: number }
  | { readonly kind: 'last-until'; readonly measure: OrderedMeasure; readonly untilMs: number }
  | { readonly kind: 'end'; readonly measureId: string; readonly how: Ending; readonly atMs: number };

/** @param before null: there was nothing */
export function monitoringChanges(
  before: Proceeding | null,
  after: Proceeding,
  rules: ProcessRules,
): MonitoringChange[] {
  return after.measures.flatMap((now): MonitoringChange[] => {
    if (measureRule(rules, now.measure)?.device !== true) return [];
    const was = before?.measures.find((one) => one.measureId === now.measureId) ?? null;
    const begins = was?.fromMs == null && now.fromMs !== null;
    const untilMs = endOfMeasure(after, now);
    if (begins && now.ended === null && untilMs !== null) {
      return [{ kind: 'begin', measure: now, fromMs: now.fromMs!, untilMs }];
    }
    if (was === null) return [];
    const { measureId } = now;
    if (was.ended === null && now.ended !== null) return [{ kind: 'end', measureId, ...now.ended }];
    // As it is known now: what is imposed lasts longer by an extension, and by its approval being asked for.
    const isMoved = before !== null && untilMs !== null && untilMs !== endOfMeasure(before, was);
    return isMoved ? [{ kind: 'last-until', measure: now, untilMs }] : [];
  });
}
