/** What keeps a question from being left for the next one. Few things do: whoever asks for help need not know much. Pure. */
import type { Draft, PetitionEvent, PetitionPlace, Question } from './draft.ts';
import { PETITION_LIMITS } from './limits.ts';

export const PROBLEMS = [
  'wants.none',
  'birth.form',
  'birth.when',
  'events.none',
  'event.what',
  'event.date',
  'event.future',
  'place.address',
  'contact.none',
  'contact.how',
  'documents.sending',
  'office.none',
  'too-long',
] as const;
export type ProblemCode = (typeof PROBLEMS)[number];

/** `field`: id of the input that mends it. */
export interface Problem {
  readonly field: string;
  readonly code: ProblemCode;
}

/** `today`: by the clock of the jurisdiction, ISO. */
export function problemsOf(question: Question, draft: Draft, today: string): Problem[] {
  switch (question) {
    case 'wants':
      return draft.measures.length === 0 && !draft.anyMeasure ? [{ field: 'wants', code: 'wants.none' }] : [];
    case 'who':
      return birthProblem(draft.who.birth.trim(), today);
    case 'events':
      if (draft.events.length === 0) return [{ field: 'add', code: 'events.none' }];
      return draft.events.flatMap((one) => ofItem(one.id, eventProblems(one, today)));
    case 'places':
      return draft.places.flatMap((one) => ofItem(one.id, placeProblems(one)));
    case 'contact':
      return contactProblems(draft);
    default:
      return [];
  }
}

/** In the list the item's own button mends it. */
function ofItem(id: string, problems: readonly Problem[]): Problem[] {
  return problems.slice(0, 1).map(({ code }) => ({ field: `item-${id}`, code }));
}

function contactProblems({ contact }: Draft): Problem[] {
  if (contact.ways.length === 0) return [{ field: 'ways', code: 'contact.none' }];
  const needsWords = contact.ways.some((way) => way !== 'app');
  return needsWords && contact.how.trim() === '' ? [{ field: 'how', code: 'contact.how' }] : [];
}

/** A year, or a day; nothing is fine. */
function birthProblem(birth: string, today: string): Problem[] {
  if (birth === '') return [];
  const problem = (code: ProblemCode): Problem[] => [{ field: 'birth', code }];
  const isYear = /^\d{4}$/.test(birth);
  if (!isYear && !isDate(birth)) return problem('birth.form');
  const year = Number(birth.slice(0, 4));
  if (year < PETITION_LIMITS.birthYearMin || birth > (isYear ? today.slice(0, 4) : today)) return problem('birth.when');
  return [];
}

export function eventProblems(event: PetitionEvent, today: string): Problem[] {
  const problems: Problem[] = [];
  const date = event.date.trim();
  if (date !== '' && !isDate(date)) problems.push({ field: 'date', code: 'event.date' });
  else if (date > today) problems.push({ field: 'date', code: 'event.future' });
  if (event.what.trim() === '') problems.push({ field: 'what', code: 'event.what' });
  return problems;
}

export function placeProblems(place: PetitionPlace): Problem[] {
  return place.address.trim() === '' ? [{ field: 'address', code: 'place.address' }] : [];
}

/** The calendar has that day. */
export function isDate(text: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (found === null) return false;
  const atMs = Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  return new Date(atMs).toISOString().startsWith(text);
}

/** Every question with something to mend, in order: what stands before sending. */
export function questionsToMend(questions: readonly Question[], draft: Draft, today: string): Question[] {
  return questions.filter((question) => problemsOf(question, draft, today).length > 0);
}
