/** The form of one act: what it asks for, what is wrong, and, where it weighs, a page to read it over before it is sent. */
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import type { LawJson, ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import { ConditionsEditor } from '../conditions/ConditionsEditor.tsx';
import type { Problem } from '../conditions/draft.ts';
import buttons from '../parts/Buttons.module.css';
import { ErrorSummary } from '../parts/ErrorSummary.tsx';
import { LawName } from '../parts/LawName.tsx';
import { fieldOfRefusal } from '../parts/refusal-field.ts';
import { taskTitle } from '../proceeding/TaskList.tsx';
import { useChange } from '../use-court.ts';
import type { CourtWords } from '../words.ts';
import css from './ActPage.module.css';
import { Attachments } from './Attachments.tsx';
import { errorsOf, labelOfField } from './field-label.ts';
import { At, Choice, Reasons, Result, Until, Words } from './Parts.tsx';
import { ReadOver } from './ReadOver.tsx';
import { isWeighty, type Task } from './tasks.ts';
import { type ActValues, actOf, actProblems, emptyValues, hasPart } from './values.ts';
import { Wanted } from './Wanted.tsx';

interface ActPageProps {
  readonly words: CourtWords;
  readonly law: LawJson;
  readonly detail: ProceedingDetailJson;
  readonly task: Task;
  readonly nowMs: number;
  readonly onBack: () => void;
}

export function ActPage({ words, law, detail, task, nowMs, onBack }: ActPageProps) {
  const { t } = words;
  const ground = { task, detail, law, nowMs };
  const [values, setValues] = useState<ActValues>(() => emptyValues(ground));
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [isRead, setRead] = useState(false);
  const change = useChange(detail.proceedingId);
  const has = (part: string) => hasPart(part, values, ground);
  const errorOf = errorsOf(words, problems);
  const set = (next: Partial<ActValues>) => setValues({ ...values, ...next });
  const send = () => {
    if (change.isPending) return;
    change.mutate(
      { kind: 'act', request: actOf(values, ground) },
      {
        onSuccess: onBack,
        onError: () => {
          setRead(false);
          setAttempt((count) => count + 1);
        },
      },
    );
  };
  const submit = () => {
    const found = actProblems(values, ground);
    setProblems(found);
    setAttempt(attempt + 1);
    if (found.length > 0) return;
    change.reset();
    if (!isWeighty(task.act)) return send();
    setRead(true);
    window.scrollTo(0, 0);
  };
  const title = taskTitle(words, task);
  if (isRead) {
    return (
      <ReadOver
        words={words}
        ground={ground}
        values={values}
        title={title}
        isSending={change.isPending}
        onSend={send}
        onBack={() => setRead(false)}
      />
    );
  }
  const part = { words, ground, values, set, errorOf };
  const failedField = change.error === null ? null : fieldOfRefusal(change.error.message, fieldsOf(values, law));
  return (
    <form
      className={css.page}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <button type="button" className={buttons.small} onClick={onBack}>
        <ArrowLeft size="1.1em" aria-hidden="true" /> {t('back.proceeding', { number: detail.number })}
      </button>
      <header>
        <h1>{title}</h1>
        <p className={css.about}>
          {detail.number} · <LawName name={words.procedure(detail.procedure)} />
          <About words={words} detail={detail} task={task} />
        </p>
      </header>
      <ErrorSummary
        words={words}
        problems={problems}
        failed={change.error}
        failedField={failedField}
        labelOf={(field) => labelOfField(words, values, field)}
        attempt={attempt}
      />
      {has('choice') ? <Choice {...part} /> : null}
      {has('result') ? <Result {...part} /> : null}
      {has('measures') || has('wanted') ? <Wanted {...part} /> : null}
      {has('until') ? <Until {...part} /> : null}
      {has('reasons') ? <Reasons {...part} /> : null}
      {has('conditions') ? (
        <section className={css.conditions} aria-labelledby="conditions-title">
          <h2 id="conditions-title">{t('conditions.title')}</h2>
          <ConditionsEditor
            words={words}
            distances={law.distances}
            people={detail.protected}
            value={values.conditions}
            onChange={(conditions) => set({ conditions })}
            errorOf={errorOf}
            problems={problems}
          />
        </section>
      ) : null}
      {has('at') ? <At {...part} /> : null}
      {has('text') ? <Words {...part} /> : null}
      <Attachments
        words={words}
        value={values.attachments}
        error={errorOf('attachments')}
        onChange={(change) => setValues((before) => ({ ...before, attachments: change(before.attachments) }))}
      />
      <p className={buttons.row}>
        <button type="submit" className={buttons.strong} aria-disabled={change.isPending}>
          {t(change.isPending ? 'sending' : isWeighty(task.act) ? 'continue' : 'record')}
        </button>
        <button type="button" className={buttons.button} onClick={onBack}>
          {t('cancel')}
        </button>
      </p>
    </form>
  );
}

/** Which measure, which person: what the act is about, where it is about one. */
function About({ words, detail, task }: Pick<ActPageProps, 'words' | 'detail' | 'task'>) {
  const measure = detail.measures.find(({ measureId }) => measureId === task.measureId);
  const person = detail.protected.find(({ personId }) => personId === task.personId);
  return (
    <>
      {measure === undefined ? null : (
        <>
          {' · '}
          <LawName name={words.measure(measure.measure)} />
        </>
      )}
      {person === undefined ? null : <> · {person.name}</>}
    </>
  );
}

/** Controls that a refusal may be about, in the form's order. */
function fieldsOf(values: ActValues, law: LawJson): string[] {
  const ids = law.measures.map(({ id }) => id).filter((id) => values.wanted[id]?.isGranted === true);
  return [
    ...ids.flatMap((id) => [`grant-${id}`, `until-${id}`, `fit-${id}`]),
    ...['until', 'reasons', 'measures', 'at', 'attachments'],
    ...values.conditions.zones.map(({ key }) => `${key}-place`),
  ];
}
