import { useState } from 'react';
import { type SessionsJson, sessionsSchema } from '../../../src/server/sessions/phones/contract.ts';
import { useLanguage, useMessages } from '../messages/MessagesProvider.tsx';
import { safetyMessages } from '../messages/safety/catalogue.ts';
import { signInMessages } from '../messages/sign-in/catalogue.ts';
import { doneApi, useApi } from '../use-api.ts';
import { momentText } from '../words/moment.ts';
import { phoneWords } from '../words/phone-words.ts';
import css from './SignIn.module.css';

/** Where one is signed in: each place can be signed out, and all others at once. `isChanged`: a passkey was just added or removed. */
export function MySessions({ isChanged }: { isChanged: boolean }) {
  const t = useMessages(signInMessages);
  const { loaded, reload } = useApi('/api/me/sessions', sessionsSchema);
  const [failed, setFailed] = useState(false);
  if (loaded.kind === 'loading') return <p role="status">{t('mine.loading')}</p>;
  if (loaded.kind !== 'ready') {
    return (
      <div className={css.choices}>
        <p role="alert">{t(loaded.kind === 'no-connection' ? 'no-connection' : 'failed')}</p>
        <button type="button" className={css.button} onClick={() => void reload()}>
          {t('sessions.title')}
        </button>
      </div>
    );
  }
  const end = async (path: string) => {
    setFailed(!(await doneApi('DELETE', path)));
    await reload();
  };
  const { sessions } = loaded.data;
  const isAlone = sessions.every(({ isThis }) => isThis);
  return (
    <section className={css.choices} aria-labelledby="sessions">
      <h2 id="sessions">{t('sessions.title')}</h2>
      {isChanged && !isAlone ? (
        <p role="status" className={css.said}>
          {t('sessions.changed')}
        </p>
      ) : null}
      {failed ? (
        <p role="alert" className={css.said}>
          {t('failed')}
        </p>
      ) : null}
      <ul className={css.list}>
        {sessions.map((session) => (
          <One
            key={session.sessionId}
            session={session}
            onEnd={() => void end(`/api/me/sessions/${session.sessionId}`)}
          />
        ))}
      </ul>
      {isAlone ? (
        <p>{t('sessions.none')}</p>
      ) : (
        <button type="button" className={css.button} onClick={() => void end('/api/me/sessions')}>
          {t('sessions.end-others')}
        </button>
      )}
    </section>
  );
}

function One({ session, onEnd }: { session: SessionsJson['sessions'][number]; onEnd: () => void }) {
  const t = useMessages(signInMessages);
  const words = useMessages(safetyMessages);
  const { language } = useLanguage();
  const since = words('phones.since', { time: momentText(language, session.signedInAt) });
  const seen = words('phones.seen', { time: momentText(language, session.lastSeenAt) });
  return (
    <li className={css.one}>
      <b>{phoneWords(words, session)}</b>
      <p className={css.quiet}>
        {since} · {session.isThis ? t('sessions.this') : seen}
      </p>
      {session.isThis ? null : (
        <p className={css.row}>
          <button type="button" className={css.button} onClick={onEnd}>
            {words('phones.end')}
          </button>
        </p>
      )}
    </li>
  );
}
