/**
 * The simulation before an order, from form to document. For any page of the offices: it needs the language and a session, and keeps nothing.
 * Fails toward saying so: without an answer there are no figures.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { FeasibilityInput, FeasibilityResult as Result } from '../../../src/insight/feasibility/contract.ts';
import { feasibilityMessages } from '../messages/feasibility/catalogue.ts';
import { useLanguage, useMessages } from '../messages/MessagesProvider.tsx';
import { browserClock } from '../page-clock.ts';
import { askFeasibility } from './ask.ts';
import { type Draft, newDraft, requestOf } from './draft.ts';
import { exampleDraft } from './example.ts';
import { FeasibilityForm } from './FeasibilityForm.tsx';
import { FeasibilityResult } from './FeasibilityResult.tsx';
import { FieldErrors, fieldId } from './FieldErrors.tsx';
import css from './Form.module.css';
import { type T, wordsOf } from './words.ts';
import './print.css';

export interface FeasibilityProps {
  readonly jurisdiction: string;
  /** Written into the audit beside who ran it. */
  readonly about?: { readonly orderId?: string; readonly proceedingId?: string };
  /** An exercise offers the made-up case. */
  readonly exercise: boolean;
  /** What is known already of the order, as text of the form. */
  readonly initial?: Partial<Draft>;
}

type State =
  | { readonly kind: 'form'; readonly trouble: 'signed-out' | 'busy' | 'no-answer' | 'failed' | null }
  | { readonly kind: 'running' }
  | { readonly kind: 'result'; readonly request: FeasibilityInput; readonly result: Result };

export function Feasibility({ jurisdiction, about, exercise, initial }: FeasibilityProps) {
  const t = useMessages(feasibilityMessages);
  const { language } = useLanguage();
  const words = useMemo(() => wordsOf(t, language), [t, language]);
  const [draft, setDraft] = useState<Draft>(() => ({ ...newDraft(today()), ...initial }));
  const [state, setState] = useState<State>({ kind: 'form', trouble: null });
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const run = async () => {
    const made = requestOf(draft, jurisdiction);
    if (!made.ok) return setErrors(new Map(made.errors.map(({ path, code }) => [path, t(`error.${code}`)])));
    setErrors(new Map());
    setState({ kind: 'running' });
    stop.current = new AbortController();
    const request = about === undefined ? made.request : { ...made.request, about };
    const answer = await askFeasibility(request, stop.current.signal);
    if (answer.kind === 'result') return setState({ kind: 'result', request, result: answer.result });
    const isPlain = answer.kind === 'refused' || answer.kind === 'stopped';
    setState({ kind: 'form', trouble: isPlain ? null : answer.kind });
    if (answer.kind === 'refused') setErrors(new Map([[answer.path, said(t, answer.code)]]));
  };

  if (state.kind === 'result') {
    return (
      <>
        <div className={css.bar} data-no-print>
          <button type="button" className={css.button} onClick={() => setState({ kind: 'form', trouble: null })}>
            {t('change')}
          </button>
          <button type="button" className={css.strong} onClick={() => window.print()}>
            {t('print')}
          </button>
        </div>
        <FeasibilityResult {...{ t, words, draft, exercise }} request={state.request} result={state.result} />
      </>
    );
  }
  const isRunning = state.kind === 'running';
  const names = { home: t('kind.home'), work: t('kind.work'), school: t('kind.school'), other: t('kind.other') };
  return (
    <FieldErrors.Provider value={errors}>
      <header className={css.head}>
        <h1>{t('title')}</h1>
        <p>{t('intro')}</p>
        <p className={css.hint}>{t('private')}</p>
        {exercise && !isRunning ? (
          <button type="button" className={css.small} onClick={() => setDraft(exampleDraft(draft, names))}>
            {t('example')}
          </button>
        ) : null}
      </header>
      {state.kind === 'form' && state.trouble !== null ? (
        <p role="alert" className={css.alert}>
          {t(state.trouble)}
        </p>
      ) : null}
      {errors.size > 0 && !isRunning ? <ErrorSummary t={t} errors={errors} /> : null}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <fieldset disabled={isRunning} className={css.bare}>
          <FeasibilityForm t={t} words={words} draft={draft} onChange={setDraft} />
        </fieldset>
        <div className={css.bar}>
          {isRunning ? (
            <>
              <p role="status" className={css.running}>
                {t('running')}
              </p>
              <button type="button" className={css.button} onClick={() => stop.current?.abort()}>
                {t('stop')}
              </button>
            </>
          ) : (
            <button type="submit" className={css.strong}>
              {t('run')}
            </button>
          )}
        </div>
      </form>
    </FieldErrors.Provider>
  );
}

/** Takes the focus when it comes, and leads to each field. */
function ErrorSummary({ t, errors }: { t: T; errors: ReadonlyMap<string, string> }) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new errors take the focus again
  useEffect(() => box.current?.focus(), [errors]);
  return (
    <div ref={box} tabIndex={-1} role="alert" className={css.alert}>
      <h2>{t('errors.title')}</h2>
      <ul>
        {[...errors].map(([path, text]) => (
          <li key={path}>
            <a
              href={`#${fieldId(path)}`}
              onClick={(event) => {
                const field = document.getElementById(fieldId(path));
                if (field === null) return;
                event.preventDefault();
                field.focus();
              }}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function said(t: T, code: string | null): string {
  const key = `problem.${code}`;
  return t.has(key) ? t(key) : t('error.other');
}

/** By this browser's own calendar. */
function today(): string {
  const now = new Date(browserClock.nowMs());
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
