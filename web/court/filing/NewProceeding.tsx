/** A new request, application or imposed measure: one form in sections, with a list that says which are done. */
import { CircleCheck, CircleDashed } from 'lucide-react';
import { useState } from 'react';
import type { LawJson, ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import { Attachments } from '../acts/Attachments.tsx';
import { errorsOf, labelOfField } from '../acts/field-label.ts';
import { Choice, Words } from '../acts/Parts.tsx';
import { type ActValues, granted, hasPart, measuresAskedFor } from '../acts/values.ts';
import { Wanted } from '../acts/Wanted.tsx';
import { ConditionsEditor } from '../conditions/ConditionsEditor.tsx';
import { NO_CONDITIONS, type Problem } from '../conditions/draft.ts';
import type { Role } from '../deadlines.ts';
import buttons from '../parts/Buttons.module.css';
import { ErrorSummary } from '../parts/ErrorSummary.tsx';
import { Group, Option } from '../parts/Field.tsx';
import { LawName } from '../parts/LawName.tsx';
import { fieldOfRefusal } from '../parts/refusal-field.ts';
import { Section } from '../parts/Section.tsx';
import { useOpening, usePeople } from '../use-court.ts';
import type { Go } from '../use-route.ts';
import type { CourtWords } from '../words.ts';
import { type FilingDraft, filingOf, filingProblems, groundOf, onlyOffices, type Way, waysOf } from './draft.ts';
import css from './NewProceeding.module.css';
import { Offices, Protected, Respondent } from './People.tsx';

interface NewProceedingProps {
  readonly words: CourtWords;
  readonly law: LawJson;
  readonly role: Role;
  readonly nowMs: number;
  readonly go: Go;
}

const EMPTY: ActValues = {
  ...{
    choice: '',
    result: '',
    wanted: {},
    until: '',
    reasons: [],
    conditions: NO_CONDITIONS,
    text: '',
    attachments: [],
    at: '',
  },
};
const NOBODY: ProceedingDetailJson['protected'] = [];

export function NewProceeding({ words, law, role, nowMs, go }: NewProceedingProps) {
  const { t } = words;
  const ways = waysOf(law, role);
  const [draft, setDraft] = useState<FilingDraft>(() => ({
    ...{ wayKey: ways.length === 1 ? ways[0]!.key : '', values: EMPTY, protectedIds: [], respondentId: '' },
    offices: onlyOffices(law, role),
  }));
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const people = usePeople('protected');
  const opening = useOpening();
  const way = ways.find(({ key }) => key === draft.wayKey) ?? null;
  const chosen = (people.data?.people ?? []).filter(({ personId }) => draft.protectedIds.includes(personId));
  const parties = chosen.length === 0 ? NOBODY : chosen.map((one) => ({ ...one, offer: null }));
  const ground = way === null ? null : groundOf(way, law, parties, nowMs, role);
  const set = (next: Partial<FilingDraft>) => setDraft({ ...draft, ...next });
  const setValues = (next: Partial<ActValues>) => set({ values: { ...draft.values, ...next } });
  const attach = (change: (before: ActValues['attachments']) => ActValues['attachments']) =>
    setDraft((now) => ({ ...now, values: { ...now.values, attachments: change(now.values.attachments) } }));
  const errorOf = errorsOf(words, problems);
  const submit = () => {
    const found = filingProblems(draft, way, ground);
    setProblems(found);
    setAttempt(attempt + 1);
    if (found.length > 0 || way === null || ground === null || opening.isPending) return;
    opening.mutate(filingOf(draft, way, ground), {
      onSuccess: ({ proceedingId }) => go({ kind: 'proceeding', id: proceedingId, task: null }),
      onError: () => setAttempt((count) => count + 1),
    });
  };
  const part = ground === null ? null : { words, ground, values: draft.values, set: setValues, errorOf };
  const fields = ['respondent', 'protected', 'office-court', 'office-monitoring', 'measures', 'attachments'];
  const failedField = opening.error === null ? null : fieldOfRefusal(opening.error.message, fields);
  return (
    <form
      className={css.page}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h1>{t('new.title')}</h1>
      <ErrorSummary
        words={words}
        problems={problems}
        failed={opening.error}
        failedField={failedField}
        labelOf={(field) => labelOfField(words, draft.values, field)}
        attempt={attempt}
      />
      <div className={css.columns}>
        <Steps
          words={words}
          draft={draft}
          measures={ground === null ? 0 : granted(draft.values, measuresAskedFor(ground)).length}
          isAsk={way?.act === 'ask'}
        />
        <div className={css.sections}>
          <Section id="new-way" title={t('new.way')}>
            <Ways
              words={words}
              ways={ways}
              value={draft.wayKey}
              error={errorOf('way')}
              onChange={(wayKey) => set({ wayKey, values: { ...EMPTY, text: draft.values.text } })}
            />
          </Section>
          <Section id="new-measures" title={t('new.measures')}>
            {part === null ? (
              <p className={css.later}>{t('new.first-way')}</p>
            ) : way?.act === 'ask' ? (
              <>
                <p className={css.later}>{t('new.ask.measures')}</p>
                <Choice {...part} />
              </>
            ) : (
              <Wanted {...part} />
            )}
          </Section>
          <Section id="new-protected" title={t('new.protected')}>
            <Protected
              words={words}
              people={people}
              chosen={draft.protectedIds}
              error={errorOf('protected')}
              onChange={(protectedIds) => set({ protectedIds })}
            />
          </Section>
          <Section id="new-respondent" title={t('new.respondent')}>
            <Respondent words={words} value={draft.respondentId} onChange={(respondentId) => set({ respondentId })} />
          </Section>
          <Section id="new-offices" title={t('new.offices')}>
            <Offices
              words={words}
              law={law}
              role={role}
              draft={draft}
              errorOf={errorOf}
              onChange={(offices) => set({ offices })}
            />
          </Section>
          {part !== null && hasPart('conditions', draft.values, part.ground) ? (
            <Section id="new-conditions" title={t('conditions.title')}>
              <ConditionsEditor
                words={words}
                distances={law.distances}
                people={parties}
                value={draft.values.conditions}
                onChange={(conditions) => setValues({ conditions })}
                errorOf={errorOf}
                problems={problems}
              />
            </Section>
          ) : null}
          <Section id="new-statement" title={t('new.statement')}>
            <Statement words={words} part={part} onAttach={attach} />
          </Section>
          <p className={buttons.row}>
            <button type="submit" className={buttons.strong} aria-disabled={opening.isPending}>
              {opening.isPending ? t('sending') : t(`new.send.${way?.act ?? 'file'}`)}
            </button>
            <button type="button" className={buttons.button} onClick={() => go({ kind: 'queue' })}>
              {t('cancel')}
            </button>
          </p>
        </div>
      </div>
    </form>
  );
}

interface WaysProps {
  readonly words: CourtWords;
  readonly ways: readonly Way[];
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (wayKey: string) => void;
}

/** By which procedure, and in which way the reader's office may begin it. */
function Ways({ words, ways, value, error, onChange }: WaysProps) {
  const { t } = words;
  return (
    <Group id="way" legend={t('new.way.ask')} error={error}>
      {ways.map((one, i) => (
        <Option
          key={one.key}
          id={i === 0 ? 'way' : undefined}
          type="radio"
          name="way"
          checked={value === one.key}
          onChange={() => onChange(one.key)}
          hint={`${t(`new.${one.act}`)} · ${one.procedure.article}`}
        >
          <LawName name={words.procedure(one.procedure.id)} />
        </Option>
      ))}
    </Group>
  );
}

interface StepsProps {
  readonly words: CourtWords;
  readonly draft: FilingDraft;
  readonly measures: number;
  readonly isAsk: boolean;
}

/** The form's sections with their states, each a link. */
function Steps({ words, draft, measures, isAsk }: StepsProps) {
  const { t } = words;
  const steps = [
    ['way', draft.wayKey !== ''],
    ['measures', isAsk ? draft.values.choice !== '' : measures > 0],
    ['protected', draft.protectedIds.length > 0],
    ['respondent', draft.respondentId !== ''],
    ['offices', Object.values(draft.offices).some((id) => id !== '')],
    ['statement', draft.values.text.trim() !== ''],
  ] as const;
  return (
    <nav className={css.steps} aria-label={t('new.steps')}>
      <ol>
        {steps.map(([name, isDone]) => (
          <li key={name} data-done={isDone}>
            <a href={`#new-${name}-title`}>{t(`new.${name}`)}</a>
            <span>
              {isDone ? (
                <CircleCheck size="1.1em" aria-hidden="true" />
              ) : (
                <CircleDashed size="1.1em" aria-hidden="true" />
              )}
              {t(isDone ? 'step.done' : name === 'respondent' || name === 'statement' ? 'step.optional' : 'step.open')}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface StatementProps {
  readonly words: CourtWords;
  /** Null: no way is chosen yet. */
  readonly part: React.ComponentProps<typeof Words> | null;
  readonly onAttach: React.ComponentProps<typeof Attachments>['onChange'];
}

function Statement({ words, part, onAttach }: StatementProps) {
  if (part === null) return <p className={css.later}>{words.t('new.first-way')}</p>;
  return (
    <>
      <Words {...part} />
      <Attachments
        words={words}
        value={part.values.attachments}
        error={part.errorOf('attachments')}
        onChange={onAttach}
      />
    </>
  );
}
