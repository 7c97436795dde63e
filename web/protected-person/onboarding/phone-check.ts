/**
 * Whether a phone may be watched: questions that only its owner can answer, and what follows from the answers. Pure, and nothing of it
 * leaves the phone or is kept. A page sees nothing of other apps: it finds no watching software, and says so. Fails toward care: "not
 * sure" counts like "yes" for what is advised first.
 * Sources of the facts: public guidance of the NNEDV Safety Net project and of the Coalition Against Stalkerware.
 */
export const QUESTIONS = ['code', 'hands', 'set-up', 'account', 'family', 'profile', 'knows', 'behaves'] as const;
export type Question = (typeof QUESTIONS)[number];

export type Answer = 'yes' | 'no' | 'unsure';
export type Answers = Readonly<Partial<Record<Question, Answer>>>;

export const ADVICE = [
  'other-phone',
  'plan-first',
  'do-not-remove',
  'change-code',
  'leave-account',
  'leave-family',
  'look-profile',
  'check-tags',
  'keep-updated',
] as const;
export type Advice = (typeof ADVICE)[number];

export type Outlook = 'watched' | 'reachable' | 'quiet';

const CONCERN: readonly Answer[] = ['yes', 'unsure'];

export function outlookOf(answers: Answers): Outlook {
  // Somebody knows what only the phone knows, or something on it is not theirs.
  if (answers.knows === 'yes' || answers.profile === 'yes') return 'watched';
  const concerns = QUESTIONS.filter((question) => CONCERN.includes(answers[question] ?? 'unsure'));
  return concerns.length === 0 ? 'quiet' : 'reachable';
}

/** What to do, the most important first. */
export function adviceFor(answers: Answers): Advice[] {
  const is = (...questions: Question[]) => questions.some((one) => CONCERN.includes(answers[one] ?? 'unsure'));
  const wanted: Record<Advice, boolean> = {
    'other-phone': is('knows', 'profile', 'behaves', 'account'),
    'plan-first': is(...QUESTIONS),
    'do-not-remove': is('knows', 'profile', 'behaves', 'set-up'),
    'change-code': is('code', 'hands'),
    'leave-account': is('account', 'set-up'),
    'leave-family': is('family'),
    'look-profile': is('profile', 'set-up'),
    'check-tags': is('knows'),
    'keep-updated': true,
  };
  return ADVICE.filter((advice) => wanted[advice]);
}
