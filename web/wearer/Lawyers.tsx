import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { OverviewJson } from '../../src/server/wearer/contract.ts';
import { cx } from '../ui/cx.ts';
import card from '../ui/parts/Card.module.css';
import { doneApi } from '../ui/use-api.ts';
import type { Words } from './words.ts';

interface LawyersProps {
  readonly words: Words;
  readonly lawyers: OverviewJson['lawyers'];
  readonly onChanged: () => void;
}

/** Who acts for the wearer, and ending it: theirs to do at once, without saying why. */
export function Lawyers({ words, lawyers, onChanged }: LawyersProps) {
  const { t, day } = words;
  return (
    <section className={card.card}>
      <h3>{t('lawyers.title')}</h3>
      {lawyers.length === 0 && <p>{t('lawyers.none')}</p>}
      <ul className={card.list}>
        {lawyers.map(({ lawyerId, name, fromMs }) => (
          <li key={lawyerId}>
            <p>
              <b>{name}</b> {t('lawyers.since', { day: day(fromMs) })}
            </p>
            <EndLawyer
              words={words}
              path={`/api/wearer/lawyers/${lawyerId}`}
              ask={t('lawyers.end')}
              sure={t('lawyers.end.sure')}
              onEnded={onChanged}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface EndLawyerProps {
  readonly words: Words;
  readonly path: string;
  readonly ask: string;
  /** What follows from it, on the button that does it. */
  readonly sure: string;
  readonly onEnded: () => void;
}

/** Two presses: it cannot be taken back but by the office. */
export function EndLawyer({ words: { t }, path, ask, sure, onEnded }: EndLawyerProps) {
  const [step, setStep] = useState<'closed' | 'asked' | 'sending' | 'failed'>('closed');
  const end = async () => {
    setStep('sending');
    const done = await doneApi('DELETE', path);
    setStep(done ? 'closed' : 'failed');
    if (done) onEnded();
  };
  if (step !== 'asked' && step !== 'sending')
    return (
      <div className={card.row}>
        <Button className={cx(card.button)} onPress={() => setStep('asked')}>
          {ask}
        </Button>
        {step === 'failed' && <p role="alert">{t('failed')}</p>}
      </div>
    );
  return (
    <div className={card.row}>
      <Button className={cx(card.button, card.strong)} isDisabled={step === 'sending'} onPress={() => void end()}>
        {sure}
      </Button>
      <Button className={cx(card.button)} isDisabled={step === 'sending'} onPress={() => setStep('closed')}>
        {t('lawyers.keep')}
      </Button>
    </div>
  );
}
