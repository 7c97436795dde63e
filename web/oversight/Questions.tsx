import { useState } from 'react';
import { z } from 'zod';
import {
  OUTCOMES,
  type QuestionJson,
  questionDetailSchema,
  questionsSchema,
} from '../../src/server/oversight/contract.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { oversightMessages } from '../ui/messages/oversight/catalogue.ts';
import { sendApi, useApi } from '../ui/use-api.ts';
import css from './Oversight.module.css';
import { Entries, Instant, Shown } from './Shown.tsx';

const numberSchema = z.object({ number: z.int() });

export function Questions() {
  const t = useMessages(oversightMessages);
  const [open, setOpen] = useState<string | null>(null);
  const { loaded, reload } = useApi('/api/oversight/questions', questionsSchema);
  if (open !== null) {
    const back = () => {
      setOpen(null);
      void reload();
    };
    return <Question id={open} onBack={back} />;
  }
  return (
    <Shown loaded={loaded} onAgain={reload}>
      {({ questions, more }) => (
        <>
          {questions.length === 0 ? <p>{t('questions.none')}</p> : null}
          <ul className={css.list}>
            {questions.map((one) => (
              <li key={one.questionId}>
                <button type="button" onClick={() => setOpen(one.questionId)}>
                  <Said question={one} />
                </button>
              </li>
            ))}
          </ul>
          {more ? <p>{t('more')}</p> : null}
        </>
      )}
    </Shown>
  );
}

function Said({ question }: { question: QuestionJson }) {
  const t = useMessages(oversightMessages);
  const { kind, params, score, outcome, actorId, from } = question;
  return (
    <>
      <strong>{t(`kind.${kind}`, params)}</strong>
      <span>
        {t(`outcome.${outcome ?? 'open'}`)} · {t('score', { score })} · <Instant at={from} />
      </span>
      <span className={css.small}>
        {t('who')}: {actorId}
      </span>
    </>
  );
}

function Question({ id, onBack }: { id: string; onBack: () => void }) {
  const t = useMessages(oversightMessages);
  const { loaded, reload } = useApi(`/api/oversight/questions/${id}`, questionDetailSchema);
  const [outcome, setOutcome] = useState<(typeof OUTCOMES)[number]>('asked');
  const [words, setWords] = useState('');
  const [failed, setFailed] = useState(false);
  const send = async () => {
    const sent = await sendApi('POST', `/api/oversight/questions/${id}/answers`, { outcome, words }, numberSchema);
    setFailed(sent.kind !== 'ready');
    if (sent.kind !== 'ready') return;
    setWords('');
    await reload();
  };
  return (
    <>
      <div className={css.tabs}>
        <button type="button" onClick={onBack}>
          {t('back')}
        </button>
      </div>
      <Shown loaded={loaded} onAgain={reload}>
        {(question) => (
          <>
            <div className={css.list}>
              <Said question={question} />
            </div>
            <h3>{t('evidence')}</h3>
            <Entries entries={question.evidence} name={t('evidence')} />
            <ul className={css.list}>
              {question.answers.map((one) => (
                <li key={one.number}>
                  <strong>{t(`outcome.${one.outcome}`)}</strong> · <Instant at={one.at} />
                  <p>{one.words}</p>
                </li>
              ))}
            </ul>
          </>
        )}
      </Shown>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <label>
          {t('outcome')}
          <select value={outcome} onChange={(event) => setOutcome(event.target.value as typeof outcome)}>
            {OUTCOMES.map((one) => (
              <option key={one} value={one}>
                {t(`outcome.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('words')}
          <textarea
            required
            maxLength={2000}
            cols={50}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </label>
        <button type="submit">{t('send')}</button>
      </form>
      {failed ? <p role="alert">{t('not-sent')}</p> : null}
    </>
  );
}
