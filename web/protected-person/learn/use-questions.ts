import { useCallback, useEffect, useState } from 'react';
import { type AnswerRequest, type Question, questionsSchema } from '../../../src/insight/contract.ts';
import { callApi } from '../../ui/session.ts';

export type Questions =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'asked'; readonly questions: readonly Question[] };

/** What may be asked now; `reload` asks the server again. */
export function useQuestions(): { readonly state: Questions; reload(): void } {
  const [state, setState] = useState<Questions>({ kind: 'loading' });
  const reload = useCallback(() => {
    setState({ kind: 'loading' });
    loadQuestions().then(setState);
  }, []);
  useEffect(reload, [reload]);
  return { state, reload };
}

async function loadQuestions(): Promise<Questions> {
  const response = await callApi('/api/me/questions');
  const body: unknown = response?.ok ? await response.json().catch(() => null) : null;
  const parsed = questionsSchema.safeParse(body);
  return parsed.success ? { kind: 'asked', questions: parsed.data.questions } : { kind: 'failed' };
}

/** True when it is kept. */
export async function sendAnswer(request: AnswerRequest): Promise<boolean> {
  const response = await callApi('/api/me/answers', { method: 'POST', body: JSON.stringify(request) });
  return response?.ok === true;
}
