/**
 * Questions, what they rest on, and what came of asking. Answers are added, never changed; an overseer's words are sealed under the registration
 * of whom they are about. Fails toward asking on: nobody answers what is asked of themselves.
 */
import type { z } from 'zod';
import { stopWith } from '../../core/refusal.ts';
import { toIso } from '../../core/time.ts';
import {
  type AnswerRow,
  ErasedError,
  insertAnswer,
  loadAnswers,
  loadAuditAt,
  loadQuestion,
  loadQuestions,
  loadRelated,
  type QuestionRow,
} from '../../safeguards/service.ts';
import type { AnswerOutcome, answerRequestSchema, QuestionDetail, QuestionJson, questionsSchema } from './contract.ts';
import { entryOf } from './entry.ts';
import { OVERSIGHT_LIMITS as LIMITS } from './limits.ts';
import { type Overseer, type OversightDeps, record, shownTo } from './overseer.ts';

export async function listQuestions(deps: OversightDeps, overseer: Overseer): Promise<z.infer<typeof questionsSchema>> {
  const { database, clock } = deps;
  const serverTimeMs = clock.nowMs();
  await record(deps, database, overseer, 'oversight.read', { what: 'questions' });
  const most = LIMITS.questionsShown;
  const rows = await loadQuestions(database, overseer, serverTimeMs - LIMITS.questionsMs, most + 1);
  const answers = await answersOf(deps, rows);
  const questions = rows.slice(0, most).map((row) => questionJson(row, answers.get(row.questionId) ?? []));
  return { serverTimeMs, questions, more: rows.length > most };
}

async function answersOf({ database }: OversightDeps, rows: readonly QuestionRow[]) {
  const all = await loadAnswers(
    database,
    rows.map(({ questionId }) => questionId),
  );
  return Map.groupBy(all, ({ questionId }) => questionId);
}

function questionJson(row: QuestionRow, answers: readonly AnswerRow[]): QuestionJson {
  const { questionId, kind, actorId, subject, fromMs, untilMs, foundAtMs, score, params } = row;
  return {
    ...{ questionId, kind, actorId, subject, score, params, from: toIso(fromMs), until: toIso(untilMs) },
    ...{ foundAt: toIso(foundAtMs), outcome: (answers.at(-1)?.outcome ?? null) as AnswerOutcome | null },
  };
}

/** Refused alike where there is none, where it is of another law, and where it is about who asks. */
// HAZARD H-535: somebody answers what is asked of themselves
async function questionFor({ database }: OversightDeps, overseer: Overseer, questionId: string): Promise<QuestionRow> {
  const row = await loadQuestion(database, questionId);
  const isTheirs =
    row !== null &&
    (row.jurisdiction ?? overseer.jurisdiction) === overseer.jurisdiction &&
    (row.exercise ?? overseer.exercise) === overseer.exercise &&
    row.actorId !== overseer.personId;
  return isTheirs ? row : stopWith('not-found', 'There is no such question.');
}

export async function openQuestion(
  deps: OversightDeps,
  overseer: Overseer,
  questionId: string,
): Promise<QuestionDetail> {
  const { database, sealer } = deps;
  const row = await questionFor(deps, overseer, questionId);
  await record(deps, database, overseer, 'oversight.read', { questionId });
  const answers = (await answersOf(deps, [row])).get(questionId) ?? [];
  const entries = (await loadAuditAt(database, row.evidence)).map((one) => entryOf('audit', one));
  const isShown = await shownTo(
    database,
    overseer,
    entries.map(({ caseId, subject }) => `${caseId} ${subject}`),
  );
  const opened = answers.map(async ({ number, outcome, byId, atMs, keyId, sealed }) => ({
    ...{ number, outcome: outcome as AnswerOutcome, byId, at: toIso(atMs) },
    words: await wordsOf(sealer, keyId, sealed),
  }));
  return {
    ...questionJson(row, answers),
    // Whom a colleague looked at under another law is that law's overseer's to know; that they looked is this one's.
    evidence: entries.map((one) => (isShown(`${one.caseId} ${one.subject}`) ? one : withoutWhom(one))),
    answers: await Promise.all(opened),
    isKnown: row.subject !== null && (await loadRelated(database, [])).has(`known ${row.subject}`),
  };
}

function withoutWhom(entry: ReturnType<typeof entryOf>): ReturnType<typeof entryOf> {
  return { ...entry, subject: null, caseId: null, about: {} };
}

export async function answerQuestion(
  deps: OversightDeps,
  overseer: Overseer,
  questionId: string,
  { outcome, words }: z.infer<typeof answerRequestSchema>,
): Promise<number> {
  const { database, sealer, clock } = deps;
  const { actorId } = await questionFor(deps, overseer, questionId);
  const atMs = clock.nowMs();
  const key = await sealer.dataKey({ subject: actorId, scope: 'oversight', bases: ['registration'] }, atMs);
  const sealed = sealer.sealWith(key, Buffer.from(words));
  return database.transaction(async (tx) => {
    const row = { questionId, outcome, byId: overseer.personId, atMs, keyId: key.keyId, sealed };
    const number = await insertAnswer(tx, row);
    await record(deps, tx, overseer, 'oversight.answer', { questionId, outcome, number });
    return number;
  });
}

/** Empty where the registration of whom they are about was erased, and the words with it. */
async function wordsOf(sealer: OversightDeps['sealer'], keyId: number, sealed: Uint8Array): Promise<string> {
  try {
    return (await sealer.open(keyId, sealed)).toString('utf8');
  } catch (error) {
    if (error instanceof ErasedError) return '';
    throw error;
  }
}
