/** The order of the questions, and where each leads. Pure. */
import { QUESTIONS, type Question } from './draft.ts';

/** Without a way to send files the question for them is left out, not shown and broken. */
export function questionsOf(withDocuments: boolean): readonly Question[] {
  return QUESTIONS.filter((question) => withDocuments || question !== 'documents');
}

/** Null: it is the last one. */
export function nextOf(questions: readonly Question[], question: Question): Question | null {
  return questions[questions.indexOf(question) + 1] ?? null;
}

/** A number for what is added that no other has. */
export function nextId(items: readonly { readonly id: string }[]): string {
  const numbers = items.map(({ id }) => Number(id)).filter((number) => Number.isSafeInteger(number));
  return String(Math.max(0, ...numbers) + 1);
}
