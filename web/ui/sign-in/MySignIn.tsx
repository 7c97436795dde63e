import { useCallback, useEffect, useState } from 'react';
import type { OwnSignInJson } from '../../../src/server/sessions/passkeys/contract.ts';
import { useLanguage, useMessages } from '../messages/MessagesProvider.tsx';
import { signInMessages } from '../messages/sign-in/catalogue.ts';
import { mendBy } from '../refusals.ts';
import { homeOf, type Session } from '../session.ts';
import type { Loaded } from '../use-api.ts';
import { doneApi } from '../use-api.ts';
import { momentText } from '../words/moment.ts';
import { MySessions } from './MySessions.tsx';
import { OwnRelations } from './OwnRelations.tsx';
import { addPasskey, loadOwnSignIn, stepUp } from './passkeys.ts';
import { renamePasskey } from './rename.ts';
import css from './SignIn.module.css';
import { SignOut } from './SignOut.tsx';
import { type Said, saidOf } from './said.ts';

interface MySignInProps {
  readonly session: Session;
  /** After the first passkey of an enrolment: sign in with it. */
  onEnrolled(): void;
}

/** How one signs in, one's passkeys - added, named, removed - and where one is signed in. */
export function MySignIn({ session, onEnrolled }: MySignInProps) {
  const t = useMessages(signInMessages);
  const [loaded, setLoaded] = useState<Loaded<OwnSignInJson>>({ kind: 'loading' });
  const [said, setSaid] = useState<Said | null>(null);
  const reload = useCallback(async () => setLoaded(await loadOwnSignIn()), []);
  useEffect(() => void reload(), [reload]);
  useStepUp();
  const [isChanged, setIsChanged] = useState(false);
  const changed = async (isDone: boolean) => {
    setSaid(isDone ? null : 'failed');
    await reload();
  };
  const keysChanged = async (isDone: boolean) => {
    if (isDone) setIsChanged(true);
    await changed(isDone);
  };
  const add = async (name: string) => {
    const done = await addPasskey(name);
    if (done.kind !== 'done') return setSaid(saidOf(done));
    if (session.enrolmentOnly === true) return onEnrolled();
    await keysChanged(true);
  };
  if (loaded.kind === 'loading') return <p role="status">{t('mine.loading')}</p>;
  if (loaded.kind !== 'ready') {
    return <p role="alert">{t(loaded.kind === 'no-connection' ? 'no-connection' : 'mine.signed-out')}</p>;
  }
  const own = loaded.data;
  return (
    <div className={css.choices}>
      <p>{t(`mine.method.${own.method}`)}</p>
      <p className={css.quiet}>
        {t(own.enrolmentOnly ? 'mine.enrol' : own.asksProof ? 'mine.proof' : 'mine.exercise')}
      </p>
      <h2>{t('mine.list')}</h2>
      {own.passkeys.length === 0 ? <p>{t('mine.none')}</p> : null}
      <ul className={css.list}>
        {own.passkeys.map((passkey) => (
          <One
            key={passkey.passkeyId}
            passkey={passkey}
            isLast={own.passkeys.length === 1}
            onRenamed={changed}
            onRemoved={keysChanged}
          />
        ))}
      </ul>
      {own.needsName ? <p className={css.said}>{t('choose.needs-name')}</p> : <Add onAdd={add} />}
      <p role="status" className={said === null ? undefined : css.said}>
        {said === null ? null : t(said)}
      </p>
      {own.enrolmentOnly ? null : <MySessions isChanged={isChanged} />}
      {session.enrolmentOnly !== true && DECLARES.has(session.kind) ? <OwnRelations /> : null}
      <p className={css.row}>
        {session.enrolmentOnly === true ? null : (
          <a className={css.button} href={homeOf(session)}>
            {t('mine.back')}
          </a>
        )}
        <SignOut kind={session.kind} />
      </p>
    </div>
  );
}

/** Those who look into others' cases for their office. */
const DECLARES: ReadonlySet<Session['kind']> = new Set(['officer', 'police', 'prosecutor', 'judge', 'clerk']);

/** Weighty acts of this page ask the device for a fresh proof. */
export function useStepUp(): void {
  useEffect(() => mendBy('step-up', async (refused) => (await stepUp(refused)).kind === 'done'), []);
}

function Add({ onAdd }: { onAdd: (name: string) => Promise<void> }) {
  const t = useMessages(signInMessages);
  const [name, setName] = useState('');
  const [works, setWorks] = useState(false);
  const add = async () => {
    setWorks(true);
    await onAdd(name.trim());
    setWorks(false);
    setName('');
  };
  return (
    <form
      className={css.choices}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '' && !works) void add();
      }}
    >
      <label className={css.field}>
        {t('mine.name')}
        <input
          value={name}
          maxLength={40}
          placeholder={t('mine.name.example')}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <button type="submit" className={css.strong} disabled={works || name.trim() === ''}>
        {t(works ? 'choose.working' : 'mine.add')}
      </button>
    </form>
  );
}

interface OneProps {
  readonly passkey: OwnSignInJson['passkeys'][number];
  readonly isLast: boolean;
  onRenamed(isDone: boolean): Promise<void>;
  onRemoved(isDone: boolean): Promise<void>;
}

function One({ passkey, isLast, onRenamed, onRemoved }: OneProps) {
  const t = useMessages(signInMessages);
  const { language } = useLanguage();
  const [asks, setAsks] = useState<'no' | 'remove' | 'rename'>('no');
  const [name, setName] = useState(passkey.name);
  const path = `/api/me/passkeys/${passkey.passkeyId}`;
  const act = async () => {
    const isRename = asks === 'rename';
    setAsks('no');
    if (isRename) await onRenamed(await renamePasskey(path, name.trim()));
    else await onRemoved(await doneApi('DELETE', path));
  };
  const used =
    passkey.lastUsedAt === null ? t('mine.never') : t('mine.used', { date: momentText(language, passkey.lastUsedAt) });
  return (
    <li className={css.one}>
      <b>{passkey.name}</b>
      <p className={css.quiet}>
        {t('mine.added', { date: momentText(language, passkey.createdAt) })} · {used} ·{' '}
        {t(passkey.synced ? 'mine.synced' : 'mine.one-device')}
      </p>
      {asks === 'rename' ? (
        <label className={css.field}>
          {t('mine.rename')}
          <input value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />
        </label>
      ) : null}
      {asks === 'remove' ? (
        <p role="alert">
          {t('mine.remove.sure', { name: passkey.name })} {isLast ? t('mine.last') : null}
        </p>
      ) : null}
      <p className={css.row}>
        {asks === 'no' ? (
          <>
            <button type="button" className={css.button} onClick={() => setAsks('rename')}>
              {t('mine.rename')}
            </button>
            <button type="button" className={css.button} onClick={() => setAsks('remove')}>
              {t('mine.remove')}
            </button>
          </>
        ) : (
          <>
            <button
              type="button"
              className={css.strong}
              disabled={asks === 'rename' && name.trim() === ''}
              onClick={() => void act()}
            >
              {t(asks === 'rename' ? 'mine.save' : 'mine.remove')}
            </button>
            <button type="button" className={css.button} onClick={() => setAsks('no')}>
              {t('mine.cancel')}
            </button>
          </>
        )}
      </p>
    </li>
  );
}
