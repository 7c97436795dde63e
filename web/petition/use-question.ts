import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { petitionMessages } from '../ui/messages/petition/catalogue.ts';
import { sendsDocuments } from './attach.ts';
import { todayOf, usePetition, usePetitionState } from './context.ts';
import type { Draft, Question } from './draft.ts';
import { nextOf, questionsOf } from './pages.ts';
import { type Path, pathsOf } from './paths.ts';
import { type Problem, problemsOf } from './problems.ts';
import { roleText, type T } from './words.ts';

export interface OneQuestion {
  readonly t: T;
  readonly language: string;
  readonly draft: Draft;
  readonly path: Path;
  readonly role: string;
  readonly progress: string;
  set(change: Partial<Draft>): void;
  /** On to the next question, saved; or what is to be mended. */
  submit(): readonly Problem[];
}

/** What a question's page works with; null: its way is not open any more, or nothing is being written. */
export function useQuestion(question: Question): OneQuestion | null {
  const t = useMessages(petitionMessages);
  const { language } = useLanguage();
  const pages = usePetition();
  const { store, law, proceedings, open } = pages;
  const { draft } = usePetitionState(store);
  const path = pathsOf(law, proceedings).find(({ key }) => key === draft?.path);
  if (draft === null || path === undefined) return null;
  const questions = questionsOf(sendsDocuments);
  return {
    ...{ t, language, draft, path, role: roleText(t, path.to) },
    progress: t('progress', { number: questions.indexOf(question) + 1, count: questions.length }),
    set: (change) => store.change((before) => ({ ...before, ...change })),
    submit() {
      const problems = problemsOf(question, draft, todayOf(pages));
      const next = nextOf(questions, question);
      if (problems.length > 0 || next === null) return problems;
      store.change((before) => ({ ...before, question: next }));
      // Saved on the way: nobody waits for it, and the line below says when it is.
      void store.save();
      open({ at: 'question', question: next });
      return [];
    },
  };
}
