import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { participationSchema } from '../../../src/people/household/contract.ts';
import { cx } from '../../ui/cx.ts';
import { householdMessages } from '../../ui/messages/household/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import card from '../../ui/parts/Card.module.css';
import { sendApi } from '../../ui/use-api.ts';
import { NotReady } from '../safety/NotReady.tsx';
import styles from './ConsentGate.module.css';
import type { Participation } from './use-participation.ts';

interface ConsentGateProps {
  readonly loaded: Participation;
  readonly band: ReactNode;
  readonly dock: ReactNode;
  set(answered: Participation): void;
  reload(): Promise<void>;
}

/** A household member's page: only after they said that they take part. The server shows nothing before, whatever stands here. */
export function ConsentGate({ loaded, set, reload, band, dock }: ConsentGateProps) {
  const [failed, setFailed] = useState(false);
  const take = async (takePart: boolean) => {
    const answer = await sendApi('POST', '/api/me/participation', { takePart }, participationSchema);
    setFailed(answer.kind !== 'ready');
    if (answer.kind === 'ready') set(answer);
  };
  return (
    <main className={styles.page}>
      {band}
      <div className={styles.body}>
        {loaded.kind === 'ready' ? (
          <Asked {...loaded.data} failed={failed} onTake={(takePart) => void take(takePart)} />
        ) : (
          <NotReady loaded={loaded} onAgain={() => void reload()} />
        )}
      </div>
      {dock}
    </main>
  );
}

interface AskedProps {
  readonly state: 'invited' | 'consented' | 'withdrawn' | 'ended';
  readonly minor: boolean;
  readonly failed: boolean;
  onTake(takePart: boolean): void;
}

function Asked({ state, minor, failed, onTake }: AskedProps) {
  const t = useMessages(householdMessages);
  if (state === 'ended') return <p className={card.big}>{t('consent.ended')}</p>;
  if (minor) return <p className={card.big}>{t('consent.minor')}</p>;
  return (
    <div className={card.stack}>
      <h1 className={card.big}>{t(state === 'withdrawn' ? 'consent.withdrawn' : 'consent.title')}</h1>
      <section className={card.card}>
        <h2>{t('consent.see')}</h2>
        <p>{t('consent.see.line')}</p>
      </section>
      <section className={card.card}>
        <h2>{t('consent.not-see')}</h2>
        <p>{t('consent.not-see.line')}</p>
      </section>
      <section className={card.card}>
        <h2>{t('consent.free')}</h2>
        <p>{t('consent.free.line')}</p>
      </section>
      {failed && <p role="alert">{t('failed')}</p>}
      <div className={card.row}>
        <Button className={cx(card.button, card.strong)} onPress={() => onTake(true)}>
          {t('consent.yes')}
        </Button>
        {state !== 'withdrawn' && (
          <Button className={cx(card.button)} onPress={() => onTake(false)}>
            {t('consent.no')}
          </Button>
        )}
      </div>
    </div>
  );
}
