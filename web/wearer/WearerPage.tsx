/**
 * The wearer's page: orders, duties, device, what is held, who looked, records, objections, whom to call. Fails toward saying so: without an answer it
 * says that, and nothing old stands as if it were of now.
 */
import { useEffect, useState } from 'react';
import { clientsSchema, overviewSchema } from '../../src/server/wearer/contract.ts';
import { cx } from '../ui/cx.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { signInMessages } from '../ui/messages/sign-in/catalogue.ts';
import { wearerMessages } from '../ui/messages/wearer/catalogue.ts';
import card from '../ui/parts/Card.module.css';
import { ExerciseBand } from '../ui/parts/ExerciseBand.tsx';
import { LanguageSwitch } from '../ui/parts/LanguageSwitch.tsx';
import type { Session } from '../ui/session.ts';
import { SignOut } from '../ui/sign-in/SignOut.tsx';
import { StaffPresence } from '../ui/sign-in/StaffPresence.tsx';
import { useApi } from '../ui/use-api.ts';
import { useSession } from '../ui/use-session.ts';
import { Contests } from './Contests.tsx';
import { DevicePart } from './DevicePart.tsx';
import { Held } from './Held.tsx';
import { EndLawyer } from './Lawyers.tsx';
import { Looks } from './Looks.tsx';
import { NotReady } from './NotReady.tsx';
import { Now } from './Now.tsx';
import { Records } from './Records.tsx';
import { PARTS, type Part, usePart } from './use-part.ts';
import css from './WearerPage.module.css';
import { useWords } from './words.ts';

/** What is due changes by the hour. */
const READ_AGAIN_MS = 60_000;

export function WearerPage() {
  const t = useMessages(wearerMessages);
  const answer = useSession();
  useEffect(() => {
    document.title = t('title');
  }, [t]);
  if (answer === null) return <Alone>{t('loading')}</Alone>;
  if (answer.kind === 'none') return <Alone>{t('signed-out')}</Alone>;
  if (answer.kind !== 'signed-in') return <Alone>{t('no-connection')}</Alone>;
  const { session } = answer;
  if (session.kind !== 'wearer' && session.kind !== 'lawyer') return <Alone>{t('wrong')}</Alone>;
  return (
    <>
      {session.kind === 'wearer' ? <Page session={session} wearerId={null} /> : <LawyersPage session={session} />}
      <StaffPresence session={session} />
    </>
  );
}

function Alone({ children }: { children: string }) {
  return (
    <main className={css.main}>
      <p role="status">{children}</p>
      <LanguageSwitch />
    </main>
  );
}

/** A lawyer chooses for whom they look. */
function LawyersPage({ session }: { session: Session }) {
  const t = useMessages(wearerMessages);
  const { loaded, reload } = useApi('/api/wearer/clients', clientsSchema);
  const [chosen, choose] = useState<string | null>(null);
  if (loaded.kind !== 'ready') return <NotReady loaded={loaded} onAgain={() => void reload()} />;
  const { clients } = loaded.data;
  const laidDown = async () => {
    choose(null);
    await reload();
  };
  const wearerId = chosen ?? clients[0]?.wearerId ?? null;
  if (wearerId === null) return <Alone>{t('client.none')}</Alone>;
  return (
    <Page key={wearerId} session={session} wearerId={wearerId} onLaidDown={() => void laidDown()}>
      <label className={css.client}>
        {t('client.choose')}
        <select value={wearerId} onChange={(event) => choose(event.target.value)}>
          {clients.map((client) => (
            <option key={client.wearerId} value={client.wearerId}>
              {client.name}
            </option>
          ))}
        </select>
      </label>
    </Page>
  );
}

interface PageProps {
  readonly session: Session;
  /** Null: one's own. */
  readonly wearerId: string | null;
  /** Of a lawyer: they act for this wearer no longer. */
  readonly onLaidDown?: () => void;
  readonly children?: React.ReactNode;
}

function Page({ session, wearerId, onLaidDown, children }: PageProps) {
  const query = wearerId === null ? '' : `?wearer=${wearerId}`;
  const { loaded, reload } = useApi(`/api/wearer/overview${query}`, overviewSchema, READ_AGAIN_MS);
  const words = useWords(loaded.kind === 'ready' ? loaded.data.timeZone : 'UTC');
  const [part, go] = usePart();
  const { t } = words;
  const signIn = useMessages(signInMessages);
  const props = { words, query };
  return (
    <div className={css.page}>
      {session.exercise ? <ExerciseBand /> : <span />}
      <header className={css.head}>
        <h1>
          {wearerId !== null && loaded.kind === 'ready' ? t('title.lawyer', { name: loaded.data.name }) : t('title')}
        </h1>
        {children}
        <nav className={css.nav} aria-label={t('nav')}>
          {PARTS.map((one: Part) => (
            <button key={one} type="button" aria-current={part === one ? 'page' : undefined} onClick={() => go(one)}>
              {t(`nav.${one}`)}
            </button>
          ))}
        </nav>
      </header>
      <main className={css.main}>
        {loaded.kind !== 'ready' ? (
          <NotReady loaded={loaded} onAgain={() => void reload()} />
        ) : part === 'now' ? (
          <Now {...props} overview={loaded.data} onChanged={() => void reload()} />
        ) : part === 'device' ? (
          <DevicePart {...props} overview={loaded.data} onChanged={() => void reload()} />
        ) : part === 'held' ? (
          <Held {...props} isLawyer={wearerId !== null} nowMs={loaded.data.serverTimeMs} />
        ) : part === 'looks' ? (
          <Looks {...props} />
        ) : part === 'records' ? (
          <Records {...props} onContest={() => go('contests')} />
        ) : (
          <Contests {...props} />
        )}
        {onLaidDown !== undefined && part === 'now' && (
          <EndLawyer
            words={words}
            path={`/api/wearer/lawyers/${session.personId}${query}`}
            ask={t('client.end')}
            sure={t('client.end.sure')}
            onEnded={onLaidDown}
          />
        )}
        <footer className={css.foot}>
          <LanguageSwitch />
          <a className={cx(card.button)} href="/enter#mine">
            {signIn('mine.title')}
          </a>
          <SignOut kind={session.kind} className={card.button} />
        </footer>
      </main>
    </div>
  );
}
