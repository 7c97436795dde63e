import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Pause } from '../../../src/people/contract.ts';
import { cx } from '../../ui/cx.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { ownMessages } from '../../ui/messages/own/catalogue.ts';
import { timeText } from '../../ui/words/age.ts';
import { Confirm } from './Confirm.tsx';
import styles from './OwnPosition.module.css';
import type { Acted } from './store.ts';
import { useOwnPosition } from './use-own-position.ts';

type Asked =
  | { readonly kind: 'pause'; readonly pause: Pause; readonly isWarned: boolean }
  | { readonly kind: 'withdraw' };

/** Pausing and stopping: each says first what then is not known, and what still holds. */
export function PausePart({ nowMs }: { nowMs: number }) {
  const t = useMessages(ownMessages);
  const { language } = useLanguage();
  const { state, store } = useOwnPosition();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const { known } = state;
  if (known === null || (known.sharing.kind !== 'shared' && known.sharing.kind !== 'paused')) return null;
  const act = async (body: object, asking: Asked | null) => {
    setBusy(true);
    setFailed(false);
    const acted: Acted = await store.act('/api/me/consent', { method: 'POST', body });
    setBusy(false);
    const isWarned = acted.kind === 'refused' && acted.code === 'still-alerting' && asking?.kind === 'pause';
    setAsked(isWarned ? { ...asking, isWarned: true } : null);
    setFailed(acted.kind !== 'done' && !isWarned);
  };
  const isPaused = known.sharing.kind === 'paused';
  const places = known.places > 0 ? t('now.places', { count: known.places }) : t('now.places.none');
  return (
    <section className={styles.stack}>
      {known.isProtected && <h2>{t('pause.title')}</h2>}
      {isPaused && known.isProtected && (
        <Button className={cx(styles.strong)} isDisabled={isBusy} onPress={() => void act({ act: 'resumed' }, null)}>
          {t('pause.resume')}
        </Button>
      )}
      {!isPaused && known.isProtected && (
        <div className={styles.choices}>
          {(['hour', 'morning', 'open'] as const).map((pause) => (
            <Button
              key={pause}
              className={cx(styles.button)}
              onPress={() => setAsked({ kind: 'pause', pause, isWarned: false })}
            >
              {pause === 'morning'
                ? t('pause.morning', { time: timeText(language, known.morningMs, nowMs) })
                : t(`pause.${pause}`)}
            </Button>
          ))}
        </div>
      )}
      <Button className={cx(styles.plain)} onPress={() => setAsked({ kind: 'withdraw' })}>
        {t('withdraw.open')}
      </Button>
      {hasFailed && (
        <p role="alert" className={styles.failed}>
          {t('failed.act')}
        </p>
      )}
      {asked?.kind === 'pause' && (
        <Confirm
          title={t(asked.isWarned ? 'pause.warned' : 'pause.ask')}
          yes={t(asked.isWarned ? 'pause.warned.yes' : 'pause.yes')}
          no={t('pause.no')}
          isWarned={asked.isWarned}
          isBusy={isBusy}
          onNo={() => setAsked(null)}
          onYes={() => void act({ act: 'paused', pause: asked.pause, despiteWarning: asked.isWarned }, asked)}
        >
          {asked.isWarned ? (
            <p>{t('pause.warned.more')}</p>
          ) : (
            [t('pause.lost'), places, t('pause.kept'), t('pause.centre')].map((line) => <p key={line}>{line}</p>)
          )}
        </Confirm>
      )}
      {asked?.kind === 'withdraw' && (
        <Confirm
          title={t('withdraw.ask')}
          yes={t('withdraw.yes')}
          no={t('pause.no')}
          isBusy={isBusy}
          onNo={() => setAsked(null)}
          onYes={() => void act({ act: 'withdrawn' }, asked)}
        >
          {[t('withdraw.more'), t('now.not-near'), places].map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Confirm>
      )}
    </section>
  );
}
