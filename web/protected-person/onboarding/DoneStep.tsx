import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { SetUpStep } from '../../../src/server/sessions/set-up/contract.ts';
import { cx } from '../../ui/cx.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import card from '../../ui/parts/Card.module.css';
import { useSetUp } from './use-set-up.ts';

/** At the end of a screen that is a step of setting up: done. Says nothing once it is. */
export function DoneStep({ step }: { step: SetUpStep }) {
  const t = useMessages(safetyMessages);
  const { loaded, mark } = useSetUp();
  const [failed, setFailed] = useState(false);
  if (loaded.kind !== 'ready') return null;
  if (loaded.data.steps.find((one) => one.step === step)?.doneAt !== null) {
    return (
      <p className={card.small} role="status">
        {t('step.is-done')}
      </p>
    );
  }
  return (
    <div>
      <Button
        className={cx(card.button, card.strong)}
        onPress={() => void mark(step, true).then((done) => setFailed(!done))}
      >
        {t('step.mark')}
      </Button>
      {failed && <p role="alert">{t('failed')}</p>}
    </div>
  );
}
