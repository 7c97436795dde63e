import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { supportedListSchema } from '../../src/people/support/contract.ts';
import { cx } from '../ui/cx.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { supporterMessages } from '../ui/messages/supporter/catalogue.ts';
import card from '../ui/parts/Card.module.css';
import { ExerciseBand } from '../ui/parts/ExerciseBand.tsx';
import { LanguageSwitch } from '../ui/parts/LanguageSwitch.tsx';
import leaf from '../ui/parts/Leaf.module.css';
import { loadSession, type Session } from '../ui/session.ts';
import { SignOut } from '../ui/sign-in/SignOut.tsx';
import { StaffPresence } from '../ui/sign-in/StaffPresence.tsx';
import { type Loaded, useApi } from '../ui/use-api.ts';
import { ClaimForm } from './ClaimForm.tsx';
import { PersonCard } from './PersonCard.tsx';
import styles from './SupporterPage.module.css';

/** For an advocate who helps to set up: how far each person is. Nothing of where anybody is reaches this page. */
export function SupporterPage() {
  const t = useMessages(supporterMessages);
  const { loaded, reload } = useApi('/api/help/people', supportedListSchema);
  const [session, setSession] = useState<Session | null>(null);
  useEffect(() => {
    document.title = t('title');
  }, [t]);
  useEffect(() => {
    loadSession().then((answer) => {
      if (answer.kind !== 'signed-in') return;
      if (answer.session.kind !== 'supporter') return window.location.replace('/app/');
      setSession(answer.session);
    });
  }, []);
  return (
    <div className={leaf.page}>
      {session?.exercise === true ? <ExerciseBand /> : <span />}
      {session === null ? null : <StaffPresence session={session} />}
      <main className={cx(leaf.main, styles.main)}>
        <header className={leaf.head}>
          <h1>{t('title')}</h1>
          <p>{t('intro')}</p>
        </header>
        {loaded.kind === 'ready' ? (
          <>
            {loaded.data.people.length === 0 && <p className={card.big}>{t('none')}</p>}
            <ul className={card.list}>
              {loaded.data.people.map((person) => (
                <PersonCard key={person.supportId} person={person} onChanged={() => void reload()} />
              ))}
            </ul>
            <Button className={cx(card.button)} onPress={() => void reload()}>
              {t('refresh')}
            </Button>
            <ClaimForm onClaimed={() => void reload()} />
          </>
        ) : (
          <NotReady loaded={loaded} onAgain={() => void reload()} />
        )}
        <footer className={cx(leaf.foot, styles.foot)}>
          <LanguageSwitch />
          <SignOut kind="supporter" className={card.button} />
        </footer>
      </main>
    </div>
  );
}

function NotReady({ loaded, onAgain }: { loaded: Loaded<unknown>; onAgain: () => void }) {
  const t = useMessages(supporterMessages);
  if (loaded.kind === 'loading') return <p role="status">{t('loading')}</p>;
  const out = loaded.kind === 'failed' && (loaded.status === 401 || loaded.status === 403);
  return (
    <div className={card.stack}>
      <p role="alert">{t(out ? 'signed-out' : loaded.kind === 'no-connection' ? 'no-connection' : 'failed')}</p>
      {!out && (
        <Button className={cx(card.button)} onPress={onAgain}>
          {t('again')}
        </Button>
      )}
    </div>
  );
}
