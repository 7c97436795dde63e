/** What somebody may do now: the machine itself is asked, so that no screen offers what it would refuse. Pure. */
import type { PersonId } from '../../core/ids.ts';
import { CHANGES, ENDINGS, type Role } from '../packs/procedure.ts';
import type { Act } from './act.ts';
import type { MayDo } from './contract.ts';
import { decideAct } from './decide.ts';
import type { Proceeding } from './proceeding.ts';
import type { ProcessRules } from './rules.ts';

interface Candidate {
  readonly act: Act;
  readonly measureId?: string;
  readonly personId?: PersonId;
  readonly which?: string;
}

/** Acts that would be legal with the right details, of one role, now. */
export function mayDo(
  proceeding: Proceeding,
  role: Role,
  protectedIds: readonly PersonId[],
  rules: ProcessRules,
  nowMs: number,
): MayDo[] {
  return candidates(proceeding, { by: role, atMs: nowMs }, protectedIds, rules)
    .filter(({ act }) => decideAct(proceeding, act, rules, nowMs).ok)
    .map(({ act, measureId, personId, which }) => ({
      ...{ act: act.act, measureId: measureId ?? null, personId: personId ?? null, which: which ?? null },
    }));
}

function candidates(
  proceeding: Proceeding,
  done: { readonly by: Role; readonly atMs: number },
  protectedIds: readonly PersonId[],
  rules: ProcessRules,
): Candidate[] {
  const reasons = ['other'] as const;
  const own = rules.measures.filter(({ procedure }) => procedure === rules.procedure.id).map(({ id }) => id);
  const plain: Candidate[] = [
    ...rules.procedure.filedBy.map((of): Candidate => ({ act: { ...done, act: 'ask', of }, which: of })),
    { act: { ...done, act: 'decline', reasons } },
    { act: { ...done, act: 'file', measures: own, after: null } },
    { act: { ...done, act: 'ask-approval' } },
    { act: { ...done, act: 'hear' } },
    { act: { ...done, act: 'decide', result: 'refused', measures: [], reasons } },
    { act: { ...done, act: 'serve' } },
    { act: { ...done, act: 'appeal' } },
    { act: { ...done, act: 'decide-appeal', result: 'dismissed' } },
    {
      act: { ...done, act: 'decide-change', result: 'refused', measures: [], reasons },
      which: proceeding.changeAsked?.what ?? '',
    },
    { act: { ...done, act: 'withdraw' } },
    ...imposing(done, rules),
    ...interim(done, rules),
  ];
  const assistants = (rules.procedure.assistant?.grounds ?? []).map((ground): Candidate => {
    return { act: { ...done, act: 'appoint-assistant', ground }, which: ground };
  });
  const changes = CHANGES.map((what): Candidate => ({ act: { ...done, act: 'ask-change', what }, which: what }));
  const ends = ENDINGS.map((how): Candidate => ({ act: { ...done, act: 'end', how }, which: how }));
  const measures = proceeding.measures.flatMap(({ measureId }): Candidate[] => [
    { act: { ...done, act: 'fit', measureId }, measureId },
    { act: { ...done, act: 'miss-fitting', measureId }, measureId },
    { act: { ...done, act: 'ask-extension', measureId }, measureId },
    { act: { ...done, act: 'decide-extension', measureId, result: 'refused', untilMs: null, reasons }, measureId },
  ]);
  const offers = protectedIds.flatMap((personId): Candidate[] => [
    { act: { ...done, act: 'offer', personId }, personId },
    ...(['accepted', 'declined', 'unreachable', 'withdrawn'] as const).map(
      (answer): Candidate => ({ act: { ...done, act: 'answer-offer', personId, answer }, personId, which: answer }),
    ),
  ]);
  return [...plain, ...assistants, ...measures, ...offers, ...changes, ...ends];
}

/** With one measure of the procedure: which of them is the form's to ask. */
function imposing(done: { readonly by: Role; readonly atMs: number }, rules: ProcessRules): Candidate[] {
  const measures = sample(
    rules,
    rules.measures.find(({ procedure }) => procedure === rules.procedure.id)?.id,
    done.atMs,
  );
  return measures === null ? [] : [{ act: { ...done, act: 'impose', measures } }];
}

function interim(done: { readonly by: Role; readonly atMs: number }, rules: ProcessRules): Candidate[] {
  const measures = sample(rules, rules.procedure.interim?.measures[0], done.atMs);
  return measures === null ? [] : [{ act: { ...done, act: 'order-interim', measures } }];
}

function sample(rules: ProcessRules, measure: string | undefined, atMs: number) {
  if (measure === undefined) return null;
  const fitting = rules.measures.find(({ id }) => id === measure)?.fitting ?? null;
  return [{ measureId: 'sample', measure, untilMs: null, fitByMs: fitting?.by === 'as-decided' ? atMs + 1 : null }];
}
