/** The state of a proceeding in true sentences: keys and values, which the page puts in the reader's words. Pure. */
import type { LawJson, ProceedingDetailJson } from '../../../src/orders/process/contract.ts';

type Measure = ProceedingDetailJson['measures'][number];

/** A sentence of the catalogue, `sum.<key>`. `measure`: of the pack; `atMs`: a day; `endMs`: an end, told by its last day. */
export interface Sentence {
  readonly key: string;
  readonly measure?: string;
  readonly atMs?: number;
  readonly endMs?: number;
  readonly role?: string;
  readonly result?: string;
  readonly how?: string;
  readonly count?: number;
}

export function summaryOf(detail: ProceedingDetailJson, law: LawJson, nowMs: number): Sentence[] {
  const sentences = [...stage(detail), ...detail.measures.flatMap((one) => ofMeasure(one, law, nowMs))];
  if (detail.stage === 'closed') sentences.push({ key: 'closed' });
  return sentences;
}

function stage(detail: ProceedingDetailJson): Sentence[] {
  const last = (kind: string) => detail.events.findLast((event) => event.kind === kind);
  const { decision, unanswered } = detail;
  if (decision !== null) return [{ key: 'decided', result: decision.result, atMs: decision.atMs }];
  const declined = last('declined');
  if (declined !== undefined) return [{ key: 'declined', role: declined.by ?? 'prosecutor', atMs: declined.atMs }];
  const withdrawn = last('withdrawn');
  if (withdrawn !== undefined) return [{ key: 'withdrawn', atMs: withdrawn.atMs }];
  if (unanswered !== null) return [{ key: 'asked', role: unanswered.of, atMs: unanswered.atMs }];
  const imposed = last('imposed');
  if (imposed !== undefined) {
    const asked = last('approval-asked');
    return [
      { key: 'imposed', atMs: imposed.atMs },
      asked === undefined ? { key: 'approval-due' } : { key: 'approval-asked', atMs: asked.atMs },
    ];
  }
  const filed = last('filed');
  return filed === undefined ? [] : [{ key: 'filed', role: filed.by ?? 'prosecutor', atMs: filed.atMs }];
}

function ofMeasure(one: Measure, law: LawJson, nowMs: number): Sentence[] {
  const { measure } = one;
  if (one.ended !== null) return [{ key: 'ended', measure, how: one.ended.how, atMs: one.ended.atMs }];
  if (one.isSuspended) return [{ key: 'suspended', measure }];
  if (one.fromMs === null) return [{ key: 'waits', measure }];
  if (one.endMs === null) {
    const isWarning = law.measures.find(({ id }) => id === measure)?.demands.every((demand) => demand === 'warned');
    return [{ key: isWarning === true ? 'warned' : 'open', measure, atMs: one.fromMs }];
  }
  if (one.endMs <= nowMs) return [{ key: 'over', measure, endMs: one.endMs }];
  return [{ key: 'force', measure, endMs: one.endMs, count: one.extensions }, ...extension(one, one.endMs)];
}

function extension({ extendableUntilMs, extensionAskedAtMs, extensions }: Measure, endMs: number): Sentence[] {
  if (extensionAskedAtMs !== null) return [{ key: 'extension-asked', atMs: extensionAskedAtMs }];
  if (extendableUntilMs !== null) return [{ key: 'extend-by', endMs }];
  return extensions > 0 ? [{ key: 'no-more' }] : [];
}
