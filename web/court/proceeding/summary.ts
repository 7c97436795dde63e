/** The state of a proceeding in true sentences: keys and values, which the page puts in the reader's words. Pure. */
import type { LawJson, ProceedingDetailJson } from '../../../src/orders/process/contract.ts';

type Measure = ProceedingDetailJson['measures'][number];

/** A sentence of the catalogue, `sum.<key>`. `measures`: of the pack, those of which the same is true; `atMs`: a day; `endMs`: an end, told by its last day. */
export interface Sentence {
  readonly key: string;
  readonly measures?: readonly string[];
  readonly atMs?: number;
  readonly endMs?: number;
  readonly role?: string;
  readonly result?: string;
  readonly how?: string;
  readonly count?: number;
}

export function summaryOf(detail: ProceedingDetailJson, law: LawJson, nowMs: number): Sentence[] {
  const sentences = [...stage(detail), ...together(detail.measures.map((one) => ofMeasure(one, law, nowMs)))];
  if (detail.stage === 'closed') sentences.push({ key: 'closed' });
  return sentences;
}

/** Measures of which all the same is true are told in one breath. */
function together(each: readonly Sentence[][]): Sentence[] {
  const groups = new Map<string, Sentence[]>();
  for (const said of each) {
    const same = JSON.stringify(said.map(({ measures, ...rest }) => rest));
    const [first, ...rest] = said;
    const before = groups.get(same)?.[0]?.measures ?? [];
    if (first !== undefined)
      groups.set(same, [{ ...first, measures: [...before, ...(first.measures ?? [])] }, ...rest]);
  }
  return [...groups.values()].flat();
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
  const measures = [one.measure];
  if (one.ended !== null) return [{ key: 'ended', measures, how: one.ended.how, atMs: one.ended.atMs }];
  if (one.isSuspended) return [{ key: 'suspended', measures }];
  if (one.fromMs === null) return [{ key: 'waits', measures }];
  if (one.endMs === null) {
    const isWarning = law.measures.find(({ id }) => id === one.measure)?.demands.every((demand) => demand === 'warned');
    return [{ key: isWarning === true ? 'warned' : 'open', measures, atMs: one.fromMs }];
  }
  if (one.endMs <= nowMs) return [{ key: 'over', measures, endMs: one.endMs }];
  return [{ key: 'force', measures, endMs: one.endMs, count: one.extensions }, ...extension(one, one.endMs)];
}

function extension({ extendableUntilMs, extensionAskedAtMs, extensions }: Measure, endMs: number): Sentence[] {
  if (extensionAskedAtMs !== null) return [{ key: 'extension-asked', atMs: extensionAskedAtMs }];
  if (extendableUntilMs !== null) return [{ key: 'extend-by', endMs }];
  return extensions > 0 ? [{ key: 'no-more' }] : [];
}
