import { useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useEmergencyNumber } from '../../ui/emergency.ts';
import { sendsDocuments } from '../attach.ts';
import { todayOf, usePetition } from '../context.ts';
import type { Question } from '../draft.ts';
import { Choice, Group } from '../Fields.tsx';
import { PETITION_LIMITS } from '../limits.ts';
import { Page } from '../Page.tsx';
import { questionsOf } from '../pages.ts';
import { officesFor } from '../paths.ts';
import styles from '../petition.module.css';
import { type Problem, questionsToMend } from '../problems.ts';
import { officeOf, requestOf } from '../request.ts';
import { type Section, sectionsOf, statementOf } from '../statement.ts';
import { useQuestion } from '../use-question.ts';
import { capital, isoDayText, lawName, roleText } from '../words.ts';

type Failure = 'no-connection' | 'refused' | 'over' | 'documents';

/** Everything that goes out, with a way to change each; to whom; what happens then. */
export function Check() {
  const pages = usePetition();
  const { store, law, open } = pages;
  const number = useEmergencyNumber();
  const q = useQuestion('check');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  if (q === null) return null;
  const { t, language, draft, path, role, progress, set } = q;
  const day = (iso: string) => isoDayText(language, iso);
  const text = statementOf(t, path, draft, day);
  const offices = officesFor(law, path);
  const office = officeOf(law, path, draft);
  const toMend = questionsToMend(questionsOf(sendsDocuments), draft, todayOf(pages));
  const isTooLong = text.length > PETITION_LIMITS.statementLength;
  const send = async () => {
    setSending(true);
    const answer = await store.send(requestOf(law, path, draft, text));
    setSending(false);
    if (answer.kind === 'ready') return open({ at: 'sent', proceedingId: answer.data.proceedingId });
    setFailure(answer.kind === 'refused' ? failureOf(answer.code) : 'no-connection');
  };
  const submit = (): readonly Problem[] => {
    if (toMend[0] !== undefined) {
      open({ at: 'question', question: toMend[0] });
      return [];
    }
    if (isTooLong) return [{ field: 'change-events', code: 'too-long' }];
    if (office === null) return [{ field: 'office', code: 'office.none' }];
    if (!isSending) void send();
    return [];
  };
  return (
    <Page
      title={t('check.title')}
      {...{ progress }}
      submit={t(isSending ? 'check.sending' : 'check.send')}
      onSubmit={submit}
      problemsShown={setProblems}
    >
      <div className={styles.list}>
        {sectionsOf(t, path, draft, day).map((section, i, all) => (
          <Said
            key={section.heading}
            id={i === 2 ? 'change-events' : undefined}
            {...{ section }}
            question={questionAt(i, all.length, draft.events.length, draft.documents.length)}
          />
        ))}
      </div>
      {isTooLong && (
        <p className={styles.note} data-tone="care">
          {t('problem.too-long', { length: text.length, max: PETITION_LIMITS.statementLength })}
        </p>
      )}
      {offices.length > 1 && (
        <Group id="office" legend={t('check.office')} line={t('check.office.line')} problems={problems}>
          {offices.map(({ agencyId, name }) => (
            <Choice
              key={agencyId}
              type="radio"
              name="office"
              label={name}
              checked={draft.officeId === agencyId}
              onChange={() => set({ officeId: agencyId })}
            />
          ))}
        </Group>
      )}
      <section className={styles.part}>
        <h3>{t('check.next')}</h3>
        <p>
          {offices.length === 0
            ? t('check.no-office')
            : t('check.to', { role, office: office === null ? '' : ` (${office.name})` })}
        </p>
        <p>
          {t(`check.next.${path.act}`, {
            role: capital(role, language),
            decider: path.act === 'ask' ? roleText(t, path.procedure.decidedBy) : capital(role, language),
          })}
        </p>
        <p>{t('check.next.heard')}</p>
        <p className={styles.note}>{t('check.next.danger', { number })}</p>
        <p className={styles.small}>
          {t('path.law', { name: lawName(path.procedure, language, law.jurisdiction), article: path.article })}.{' '}
          {t('check.true')}
        </p>
      </section>
      <p role="alert" className={styles.problem}>
        {failure !== null && t(`check.failed.${failure}`)}
      </p>
    </Page>
  );
}

/** The sections stand in the order of the questions; each event is one. */
function questionAt(i: number, sections: number, events: number, documents: number): Question {
  if (i === 0) return 'wants';
  if (i === 1) return 'who';
  if (i < 2 + events) return 'events';
  if (i === 2 + events) return 'places';
  return documents > 0 && i === sections - 1 ? 'documents' : 'contact';
}

interface SaidProps {
  readonly id: string | undefined;
  readonly section: Section;
  readonly question: Question;
}

function Said({ id, section, question }: SaidProps) {
  const { open } = usePetition();
  const q = useQuestion('check');
  if (q === null) return null;
  const { t } = q;
  return (
    <section className={styles.card}>
      <h3>{section.heading}</h3>
      <div className={styles.said}>
        {section.lines.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be alike, and none moves
          <p key={i}>{line}</p>
        ))}
      </div>
      <div className={styles.row}>
        <Button
          {...(id === undefined ? {} : { id })}
          className={cx(styles.plain)}
          aria-label={t('check.change.what', { what: section.heading })}
          onPress={() => open({ at: 'question', question })}
        >
          {t('check.change')}
        </Button>
      </div>
    </section>
  );
}

function failureOf(code: string): Failure {
  if (code === 'conflict' || code === 'forbidden' || code === 'out-of-bounds') return 'over';
  return code === 'not-found' ? 'documents' : 'refused';
}
