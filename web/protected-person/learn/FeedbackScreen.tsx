import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type AnswerRequest, FEELINGS, type Question, WARNING_ANSWERS } from '../../../src/insight/contract.ts';
import { cx } from '../../ui/cx.ts';
import { learnMessages } from '../../ui/messages/learn/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import styles from './FeedbackScreen.module.css';
import { sendAnswer, useQuestions } from './use-questions.ts';

/** The questions that are due, one below the other; each may be answered, declined or left. */
export function FeedbackScreen() {
  const t = useMessages(learnMessages);
  const { state, reload } = useQuestions();
  if (state.kind === 'loading') return <p className={styles.quiet} aria-busy="true" />;
  if (state.kind === 'failed') {
    return (
      <div role="alert" className={styles.failed}>
        <p>{t('feedback.failed')}</p>
        <Button className={cx(styles.choice)} onPress={reload}>
          {t('feedback.retry')}
        </Button>
      </div>
    );
  }
  if (state.questions.length === 0) return <p className={styles.quiet}>{t('feedback.none')}</p>;
  return (
    <div className={styles.feedback}>
      <p className={styles.quiet}>{t('feedback.intro')}</p>
      {state.questions.map((question) => (
        <OneQuestion key={question.kind === 'feeling' ? question.month : question.incidentId} question={question} />
      ))}
    </div>
  );
}

type Said = 'nothing' | 'sending' | 'kept' | 'declined' | 'not-kept';

function OneQuestion({ question }: { question: Question }) {
  const t = useMessages(learnMessages);
  const { language } = useLanguage();
  const [said, setSaid] = useState<Said>('nothing');
  const say = async (request: AnswerRequest) => {
    setSaid('sending');
    const isKept = await sendAnswer(request);
    setSaid(isKept ? (request.answer === null ? 'declined' : 'kept') : 'not-kept');
  };
  const date =
    question.kind === 'warning'
      ? new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(question.atMs)
      : '';
  const done = said === 'kept' || said === 'declined';
  return (
    <fieldset className={styles.question} disabled={said === 'sending'}>
      <legend>{t(`${question.kind}.question`, { date })}</legend>
      {!done &&
        choicesOf(question).map(({ key, request }) => (
          <Button
            key={key}
            className={cx(styles.choice)}
            isDisabled={said === 'sending'}
            onPress={() => void say(request)}
          >
            {t(key)}
          </Button>
        ))}
      <p role="status" className={styles.quiet}>
        {said === 'kept' && t('feedback.thanks')}
        {said === 'declined' && t('feedback.declined')}
        {said === 'not-kept' && t('feedback.not-kept')}
      </p>
    </fieldset>
  );
}

function choicesOf(question: Question) {
  const rather = 'feedback.rather-not' as const;
  if (question.kind === 'feeling') {
    const given = FEELINGS.map((answer) => ({
      key: `feeling.${answer}` as const,
      request: { kind: 'feeling', answer } as const,
    }));
    return [...given, { key: rather, request: { kind: 'feeling', answer: null } as const }];
  }
  const { incidentId } = question;
  const given = WARNING_ANSWERS.map((answer) => ({
    key: `warning.${answer}` as const,
    request: { kind: 'warning', incidentId, answer } as const,
  }));
  return [...given, { key: rather, request: { kind: 'warning', incidentId, answer: null } as const }];
}
