/** The guided petition and how it stands: shown inside the app, under its lock, its warnings and its quick exit. */
import { useEffect, useMemo } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { petitionMessages } from '../ui/messages/petition/catalogue.ts';
import { PetitionContext, usePetitionState } from './context.ts';
import { OneProceeding } from './OneProceeding.tsx';
import styles from './petition.module.css';
import { Check } from './questions/Check.tsx';
import { Contact } from './questions/Contact.tsx';
import { Danger } from './questions/Danger.tsx';
import { Documents } from './questions/Documents.tsx';
import { Events } from './questions/Events.tsx';
import { OneEvent } from './questions/OneEvent.tsx';
import { OnePlace } from './questions/OnePlace.tsx';
import { Places } from './questions/Places.tsx';
import { Wants } from './questions/Wants.tsx';
import { Who } from './questions/Who.tsx';
import { Sent } from './Sent.tsx';
import { Start } from './Start.tsx';
import type { Loading, PetitionStore } from './store.ts';
import { useView, type View } from './use-view.ts';

interface PetitionProps {
  readonly store: PetitionStore;
  /** Of an entry of the history, as the app counts them. */
  readonly depthOf: (state: unknown) => number;
  /** Out, to where it was opened. */
  onClose(): void;
}

export function Petition({ store, depthOf, onClose }: PetitionProps) {
  const { loading } = usePetitionState(store);
  const { view, open, back, home, leave, mayFocus } = useView(depthOf, onClose);
  useEffect(() => {
    void store.load();
    const online = () => void (store.hasUnsaved() ? store.save() : store.load());
    window.addEventListener('online', online);
    return () => window.removeEventListener('online', online);
  }, [store]);
  const pages = useMemo(
    () => (loading.kind === 'ready' ? { ...loading, store, view, open, back, home, leave, mayFocus } : null),
    [loading, store, view, open, back, home, leave, mayFocus],
  );
  return (
    <div data-petition={view.at}>
      {pages === null ? (
        <NotReady loading={loading} onAgain={() => void store.load()} />
      ) : (
        <PetitionContext value={pages}>
          <ViewOf key={keyOf(view)} view={view} />
        </PetitionContext>
      )}
    </div>
  );
}

function ViewOf({ view }: { view: View }) {
  switch (view.at) {
    case 'start':
      return <Start />;
    case 'question': {
      const Question = QUESTION_PAGES[view.question];
      return <Question />;
    }
    case 'item':
      return view.of === 'events' ? <OneEvent id={view.id} /> : <OnePlace id={view.id} />;
    case 'sent':
      return <Sent proceedingId={view.proceedingId} />;
    case 'own':
      return <OneProceeding proceedingId={view.proceedingId} />;
  }
}

const QUESTION_PAGES = {
  danger: Danger,
  wants: Wants,
  who: Who,
  events: Events,
  places: Places,
  contact: Contact,
  documents: Documents,
  check: Check,
} as const;

function keyOf(view: View): string {
  return Object.values(view).join(' ');
}

function NotReady({ loading, onAgain }: { loading: Loading; onAgain: () => void }) {
  const t = useMessages(petitionMessages);
  if (loading.kind === 'loading') return <p role="status">{t('loading')}</p>;
  if (loading.kind === 'ready') return null;
  return (
    <div className={styles.page}>
      <p role="alert">{t(`failed.${loading.why}`)}</p>
      {loading.why !== 'signed-out' && (
        <Button className={cx(styles.button)} onPress={onAgain}>
          {t('again')}
        </Button>
      )}
    </div>
  );
}
