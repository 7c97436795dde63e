import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import card from '../../ui/parts/Card.module.css';
import { type Answer, type Answers, adviceFor, outlookOf, QUESTIONS } from './phone-check.ts';
import { useSetUp } from './use-set-up.ts';

const CHOICES: readonly Answer[] = ['yes', 'no', 'unsure'];

/** One question a page, then advice. The answers are held by this screen alone and go with it. */
export function PhoneCheckScreen() {
  const t = useMessages(safetyMessages);
  const [answers, setAnswers] = useState<Answers>({});
  const [at, setAt] = useState<number | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves with the page
  useEffect(() => heading.current?.focus(), [at]);
  if (at === null) {
    return (
      <div className={card.stack}>
        <p>{t('check.intro')}</p>
        <p>{t('check.private')}</p>
        <p>{t('check.cannot')}</p>
        <section className={card.card}>
          <h2>{t('check.safe-now')}</h2>
          <p>{t('check.safe-now.line')}</p>
        </section>
        <Button className={cx(card.button, card.strong)} onPress={() => setAt(0)}>
          {t('check.begin')}
        </Button>
      </div>
    );
  }
  const question = QUESTIONS[at];
  if (question === undefined) return <Result answers={answers} onAgain={() => setAt(0)} />;
  const answer = (given: Answer) => {
    setAnswers({ ...answers, [question]: given });
    setAt(at + 1);
  };
  return (
    <div className={card.stack}>
      <p className={card.small}>{t('check.count', { at: at + 1, of: QUESTIONS.length })}</p>
      <h2 ref={heading} tabIndex={-1} className={card.big}>
        {t(`check.${question}`)}
      </h2>
      <p>{t(`check.${question}.hint`)}</p>
      <div className={card.fields}>
        {CHOICES.map((choice) => (
          <Button key={choice} className={cx(card.button)} onPress={() => answer(choice)}>
            {t(`check.answer.${choice}`)}
          </Button>
        ))}
      </div>
      <Button className={cx(card.button)} onPress={() => setAt(at === 0 ? null : at - 1)}>
        {t('check.before')}
      </Button>
    </div>
  );
}

function Result({ answers, onAgain }: { answers: Answers; onAgain: () => void }) {
  const t = useMessages(safetyMessages);
  const { loaded, mark } = useSetUp();
  const [failed, setFailed] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const outlook = outlookOf(answers);
  const setUp = loaded.kind === 'ready' ? loaded.data : null;
  const asks = setUp !== null && setUp.wantsHelpSince !== null;
  const isDone = setUp?.steps.find(({ step }) => step === 'phone-check')?.doneAt != null;
  const say = (step: 'wants-help' | 'phone-check', done: boolean) =>
    void mark(step, done).then((took) => setFailed(!took));
  return (
    <div className={card.stack}>
      <h2 ref={heading} tabIndex={-1} className={card.big}>
        {t(`check.outlook.${outlook}`)}
      </h2>
      <p>{t(`check.outlook.${outlook}.line`)}</p>
      <ol className={card.list}>
        {adviceFor(answers).map((advice) => (
          <li key={advice} className={card.card}>
            <h3>{t(`advice.${advice}`)}</h3>
            <p>{t(`advice.${advice}.line`)}</p>
          </li>
        ))}
      </ol>
      <section className={card.card}>
        <h2>{t('check.help')}</h2>
        <p>{t(asks ? 'check.help.asked' : 'check.help.line')}</p>
        <div className={card.row}>
          <Button className={cx(card.button)} isDisabled={setUp === null} onPress={() => say('wants-help', !asks)}>
            {t(asks ? 'check.help.stop' : 'check.help.ask')}
          </Button>
        </div>
      </section>
      {failed && <p role="alert">{t('failed')}</p>}
      <div className={card.row}>
        {isDone ? (
          <p role="status">{t('step.is-done')}</p>
        ) : (
          <Button
            className={cx(card.button, card.strong)}
            isDisabled={setUp === null}
            onPress={() => say('phone-check', true)}
          >
            {t('step.mark')}
          </Button>
        )}
        <Button className={cx(card.button)} onPress={onAgain}>
          {t('check.again')}
        </Button>
      </div>
    </div>
  );
}
