import { useState } from 'react';
import { Button } from 'react-aria-components';
import { lockAfterSchema, type UnlockedJson, unlockedSchema } from '../../../src/server/sessions/lock/contract.ts';
import { cx } from '../../ui/cx.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { type SafetyKey, safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import card from '../../ui/parts/Card.module.css';
import { type Loaded, sendApi } from '../../ui/use-api.ts';
import { DoneStep } from '../onboarding/DoneStep.tsx';
import { ByPhone } from './ByPhone.tsx';
import { useLock } from './LockProvider.tsx';
import { type LockStep, next, type PinAsked } from './lock-steps.ts';
import { PinPad } from './PinPad.tsx';
import { isPlain, setPlain } from './plain.ts';

const AFTER_MS = [0, 60_000, 300_000, 900_000] as const;

/** Sets, changes and takes away the lock; every change needs the PIN until now. */
export function LockSettings() {
  const t = useMessages(safetyMessages);
  const { lock, store } = useLock();
  const isSet = lock.kind === 'open';
  const [step, setStep] = useState<LockStep | null>(null);
  const [said, setSaid] = useState<SafetyKey | null>(null);
  const [afterMs, setAfterMs] = useState<number>(isSet ? lock.afterMs : 60_000);
  const [withDecoy, setWithDecoy] = useState(false);
  const [tells, setTells] = useState(false);
  const [plain, setPlainNow] = useState(isPlain);

  const send = async (pins: PinAsked) => {
    setStep(null);
    const removes = pins.wish === 'remove';
    const body = removes
      ? { pin: pins.old }
      : {
          ...{ pin: pins.pin, oldPin: pins.old ?? null, decoyPin: pins.decoy ?? null, decoyTells: withDecoy && tells },
          afterMs: lockAfterSchema.parse(afterMs),
        };
    const answer = await sendApi('POST', removes ? '/api/me/lock/remove' : '/api/me/lock', body, unlockedSchema);
    const word = wordOf(answer);
    if (word === null) store.took(removes ? null : afterMs);
    setSaid(word ?? (removes ? 'lock.removed' : 'lock.set'));
  };
  const onPin = (pin: string) => {
    if (step === null) return;
    const taken = next(step, pin, withDecoy);
    setSaid(taken.said);
    if (taken.done !== null) void send(taken.done);
    else setStep(taken.step);
  };

  if (step !== null) {
    return (
      <div className={card.stack}>
        <PinPad
          key={step.asks}
          label={t(`lock.ask.${step.asks}`)}
          disabled={false}
          said={said === null ? '' : t(said)}
          onPin={onPin}
        />
        <Button className={cx(card.button)} onPress={() => setStep(null)}>
          {t('cancel')}
        </Button>
      </div>
    );
  }
  const begin = (wish: 'set' | 'remove') => {
    setSaid(null);
    setStep({ wish, asks: isSet ? 'old' : 'pin' });
  };
  return (
    <div className={card.stack}>
      <p>{t(isSet ? 'lock.is-on' : 'lock.is-off')}</p>
      {said !== null && (
        <p className={card.big} role="status">
          {t(said)}
        </p>
      )}
      <fieldset className={card.fields}>
        <legend>{t('lock.after')}</legend>
        {AFTER_MS.map((ms) => (
          <label key={ms} className={card.option}>
            <input type="radio" name="after" checked={afterMs === ms} onChange={() => setAfterMs(ms)} />
            <span>{t(`lock.after.${ms}`)}</span>
          </label>
        ))}
      </fieldset>
      <div className={card.fields}>
        <label className={card.option}>
          <input type="checkbox" checked={withDecoy} onChange={(event) => setWithDecoy(event.target.checked)} />
          <span>
            {t('lock.decoy')}
            <small>{t('lock.decoy.line')}</small>
          </span>
        </label>
        {withDecoy && (
          <label className={card.option}>
            <input type="checkbox" checked={tells} onChange={(event) => setTells(event.target.checked)} />
            <span>
              {t('lock.tells')}
              <small>{t('lock.tells.line')}</small>
            </span>
          </label>
        )}
        <label className={card.option}>
          <input
            type="checkbox"
            checked={plain}
            onChange={(event) => {
              setPlain(event.target.checked);
              setPlainNow(event.target.checked);
            }}
          />
          <span>
            {t('lock.plain')}
            <small>{t('lock.plain.line')}</small>
          </span>
        </label>
      </div>
      <div className={card.row}>
        <Button className={cx(card.button, card.strong)} onPress={() => begin('set')}>
          {t(isSet ? 'lock.change' : 'lock.turn-on')}
        </Button>
        {isSet && (
          <Button className={cx(card.button)} onPress={() => begin('remove')}>
            {t('lock.turn-off')}
          </Button>
        )}
      </div>
      {isSet ? <ByPhone /> : null}
      <section className={card.card}>
        <h2>{t('lock.know')}</h2>
        <p>{t('lock.know.warn')}</p>
        <p>{t('lock.know.offline')}</p>
        <p>{t('lock.know.forgot')}</p>
      </section>
      <DoneStep step="disguise-lock" />
    </div>
  );
}

/** Null: it was done. */
function wordOf(answer: Loaded<UnlockedJson>): SafetyKey | null {
  if (answer.kind === 'no-connection') return 'no-connection';
  if (answer.kind === 'failed' && answer.status === 400) return 'lock.weak';
  if (answer.kind !== 'ready') return 'lock.failed';
  switch (answer.data.result) {
    case 'open':
    case 'none':
      return null;
    case 'wait':
      return 'lock.later';
    case 'wrong':
    case 'decoy':
      return 'lock.wrong';
  }
}
