import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { systemClock } from '../../src/core/clock.ts';
import { cx } from '../ui/cx.ts';
import { useEmergencyNumber } from '../ui/emergency.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { sosMessages } from '../ui/messages/sos/catalogue.ts';
import { timeText } from '../ui/words/age.ts';
import styles from './SosNote.module.css';
import { useHelpParts } from './sos/HelpProvider.tsx';
import { SmsOffer } from './sos/SmsOffer.tsx';
import { TakeBack } from './sos/TakeBack.tsx';
import type { SosState } from './sos.ts';

/** After so long without a receipt the other ways are offered. */
const OTHER_WAYS_MS = 4_000;

/** What becomes of the SOS, said at once to screen readers too. */
export function SosNote({ sos, nowMs }: { sos: SosState; nowMs: number }) {
  const t = useMessages(sosMessages);
  const { language } = useLanguage();
  const parts = useHelpParts();
  const number = useEmergencyNumber();
  return (
    <div className={styles.notes}>
      {sos.kind === 'counting' && <Countdown dueAtMs={sos.dueAtMs} />}
      {sos.kind === 'sending' && <Sending sos={sos} />}
      {sos.kind === 'sent' && (
        <section className={cx(styles.note, styles.sent)}>
          <p role="alert">
            <strong>{t('sent', { time: timeText(language, sos.atMs, nowMs) })}</strong>
            {t('sent.line', { number })}
          </p>
          <TakeBack cancelling={sos.cancelling} />
        </section>
      )}
      {sos.kind === 'cancelled' && (
        <section className={cx(styles.note, styles.quiet)}>
          <p role="alert">
            <strong>{t('cancelled')}</strong>
            {t('cancelled.line')}
          </p>
          <Button className={cx(styles.button)} onPress={parts.sos.dismiss}>
            {t('close')}
          </Button>
        </section>
      )}
      {sos.kind === 'no-order' && (
        <section className={cx(styles.note, styles.failed)}>
          <p role="alert">
            <strong>{t('no-order')}</strong>
            {t('no-order.line', { number })}
          </p>
          <Button className={cx(styles.button)} onPress={parts.sos.dismiss}>
            {t('close')}
          </Button>
        </section>
      )}
    </div>
  );
}

/** Seconds left, a large way back, and a way to go at once. Above the SOS button: a hand that still taps there stops nothing. */
function Countdown({ dueAtMs }: { dueAtMs: number }) {
  const t = useMessages(sosMessages);
  const { sos } = useHelpParts();
  const [leftS, setLeftS] = useState(() => secondsTo(dueAtMs));
  const [said] = useState(() => t('count.title', { seconds: leftS }));
  useEffect(() => {
    const timer = window.setInterval(() => setLeftS(secondsTo(dueAtMs)), 100);
    return () => window.clearInterval(timer);
  }, [dueAtMs]);
  return (
    <section className={cx(styles.note, styles.failed)}>
      <p className={styles.count} role="timer" aria-live="off">
        {t('count.title', { seconds: leftS })}
      </p>
      {/* Said once: read anew every second, nothing of it would be heard to its end. */}
      <p className="visually-hidden" role="alert">
        {said}
      </p>
      <Button className={cx(styles.button, styles.large)} onPress={sos.stopCountdown}>
        {t('count.cancel')}
      </Button>
      <Button className={cx(styles.button)} onPress={sos.sendNow}>
        {t('count.now')}
      </Button>
    </section>
  );
}

function secondsTo(dueAtMs: number): number {
  return Math.max(0, Math.ceil((dueAtMs - systemClock.nowMs()) / 1_000));
}

function Sending({ sos }: { sos: Extract<SosState, { kind: 'sending' }> }) {
  const number = useEmergencyNumber();
  const t = useMessages(sosMessages);
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLong(true), OTHER_WAYS_MS);
    return () => window.clearTimeout(timer);
  }, []);
  const waits = sos.tries > 0 || isLong;
  return (
    <section className={cx(styles.note, styles.failed)}>
      <p role="alert">
        <strong>{t(waits ? 'waiting' : 'sending')}</strong>
        {waits && t(sos.signedOut ? 'waiting.signed-out' : 'waiting.line', { number })}
      </p>
      {waits && <SmsOffer />}
    </section>
  );
}
