import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { OwnProceedingJson } from '../../src/orders/process/contract.ts';
import { cx } from '../ui/cx.ts';
import { useEmergencyNumber } from '../ui/emergency.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { petitionMessages } from '../ui/messages/petition/catalogue.ts';
import { actsOf, type OwnAct, requestOfAct } from './acts.ts';
import { usePetition } from './context.ts';
import { TextField } from './Fields.tsx';
import { pathsOf } from './paths.ts';
import styles from './petition.module.css';
import type { T } from './words.ts';

/** What may be done in it: nothing is done at the first press. */
export function Acts({ one }: { one: OwnProceedingJson }) {
  const t = useMessages(petitionMessages);
  const { law, proceedings, store, open } = usePetition();
  const [asking, setAsking] = useState<OwnAct | null>(null);
  const [said, setSaid] = useState<'act.done' | 'act.failed.no-connection' | 'act.failed.refused' | null>(null);
  const acts = actsOf(one);
  const offers = acts.filter(({ kind }) => kind === 'offer');
  const others = acts.filter(({ kind }) => kind !== 'offer');
  const petition = pathsOf(law, proceedings).find(({ after }) => after?.proceedingId === one.proceedingId);
  const act = async (wanted: OwnAct, text: string) => {
    const answer = await store.act(one.proceedingId, requestOfAct(wanted, text));
    if (answer.kind === 'ready') setAsking(null);
    setSaid(
      answer.kind === 'ready'
        ? 'act.done'
        : answer.kind === 'refused'
          ? 'act.failed.refused'
          : 'act.failed.no-connection',
    );
  };
  const choose = (wanted: OwnAct) => {
    setSaid(null);
    setAsking(wanted);
  };
  return (
    <div className={styles.part}>
      {asking === null && (
        <>
          {petition !== undefined && (
            <Button
              className={cx(styles.wide)}
              onPress={() => {
                store.begin(petition.key);
                open({ at: 'question', question: 'danger' });
              }}
            >
              {t('act.petition')}
            </Button>
          )}
          {offers.length > 0 && <Offer {...{ t, offers, choose }} />}
          <div className={styles.row}>
            {others.map((wanted) => (
              <Button key={keyOf(wanted)} className={cx(styles.button)} onPress={() => choose(wanted)}>
                {labelOf(t, wanted)}
              </Button>
            ))}
          </div>
        </>
      )}
      {asking !== null && <Ask key={keyOf(asking)} wanted={asking} onYes={act} onNo={() => setAsking(null)} />}
      <p role="status">{said !== null && t(said)}</p>
    </div>
  );
}

function Offer({ t, offers, choose }: { t: T; offers: readonly OwnAct[]; choose: (act: OwnAct) => void }) {
  return (
    <section className={styles.card}>
      <h3>{t('act.offer.title')}</h3>
      <p>{t('act.offer.line')}</p>
      <div className={styles.row}>
        {offers.map((wanted) => (
          <Button key={keyOf(wanted)} className={cx(styles.button)} onPress={() => choose(wanted)}>
            {labelOf(t, wanted)}
          </Button>
        ))}
      </div>
    </section>
  );
}

interface AskProps {
  readonly wanted: OwnAct;
  onYes(wanted: OwnAct, text: string): Promise<void>;
  onNo(): void;
}

/** The second question, with what it means. */
function Ask({ wanted, onYes, onNo }: AskProps) {
  const t = useMessages(petitionMessages);
  const number = useEmergencyNumber();
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    await onYes(wanted, text);
    setBusy(false);
  };
  const { title, line, yes } = questionOf(wanted);
  return (
    <section className={styles.card} aria-live="polite">
      <h3>{t(title)}</h3>
      {line !== null && <p>{t(line, { number })}</p>}
      {wanted.kind !== 'offer' && (
        <TextField id="text" label={t('act.text')} form="long" value={text} onChange={setText} />
      )}
      <div className={styles.row}>
        <Button className={cx(styles.strong)} onPress={onNo}>
          {t('act.no')}
        </Button>
        <Button className={cx(styles.button)} isDisabled={isBusy} onPress={() => void press()}>
          {t(yes)}
        </Button>
      </div>
    </section>
  );
}

function questionOf(wanted: OwnAct) {
  switch (wanted.kind) {
    case 'withdraw':
      return { title: 'act.withdraw.ask', line: 'act.withdraw.line', yes: 'act.withdraw.yes' } as const;
    case 'appeal':
      return { title: 'act.appeal.ask', line: 'act.appeal.line', yes: 'act.appeal.yes' } as const;
    case 'ask-extension':
      return { title: 'act.ask-extension.ask', line: 'act.ask-extension.line', yes: 'act.ask-extension.yes' } as const;
    case 'change': {
      const line = wanted.what === 'cancellation' ? 'act.change.cancel-line' : 'act.change.line';
      return { title: 'act.change.ask', line, yes: 'act.change.yes' } as const;
    }
    case 'offer':
      return { title: `act.offer.ask.${wanted.answer}`, line: 'act.offer.line', yes: 'act.yes' } as const;
  }
}

function labelOf(t: T, wanted: OwnAct): string {
  if (wanted.kind === 'change') return t(`act.change.${wanted.what}`);
  return wanted.kind === 'offer' ? t(`act.offer.${wanted.answer}`) : t(`act.${wanted.kind}`);
}

function keyOf(wanted: OwnAct): string {
  return Object.values(wanted).join(' ');
}
