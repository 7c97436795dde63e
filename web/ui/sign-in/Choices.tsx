import { useEffect, useState } from 'react';
import { oidcAgenciesSchema } from '../../../src/server/sessions/oidc/contract.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { signInMessages } from '../messages/sign-in/catalogue.ts';
import type { SessionAnswer } from '../session.ts';
import { loadApi } from '../use-api.ts';
import { signInByPasskey } from './passkeys.ts';
import css from './SignIn.module.css';
import { type Said, saidOf } from './said.ts';

interface ChoicesProps {
  readonly said?: Said | null;
  onSignedIn(answer: SessionAnswer & { kind: 'signed-in' }): void;
}

/** The ways to sign in that need no link: a passkey, one's agency. Says plainly what does not work here. */
export function Choices({ said: first = null, onSignedIn }: ChoicesProps) {
  const t = useMessages(signInMessages);
  const [said, setSaid] = useState<Said | null>(first);
  const [works, setWorks] = useState(false);
  const agencies = useAgencies();
  const byPasskey = async () => {
    setWorks(true);
    setSaid(null);
    const done = await signInByPasskey();
    setWorks(false);
    if (done.kind !== 'done') return setSaid(saidOf(done));
    if (done.value.kind === 'signed-in') return onSignedIn(done.value);
    setSaid(done.value.kind === 'none' ? 'refused.passkey' : 'no-connection');
  };
  return (
    <div className={css.choices}>
      <button type="button" className={css.strong} disabled={works} onClick={() => void byPasskey()}>
        {t(works ? 'choose.working' : 'choose.passkey')}
      </button>
      {agencies.map(({ agencyId, name }) => (
        <a key={agencyId} className={css.button} href={`/api/session/oidc/${agencyId}/begin`}>
          {t('choose.agency', { agency: name })}
        </a>
      ))}
      <p role="status" className={said === null ? undefined : css.said}>
        {said === null ? null : t(said)}
      </p>
    </div>
  );
}

function useAgencies() {
  const [agencies, setAgencies] = useState<readonly { agencyId: string; name: string }[]>([]);
  useEffect(() => {
    let gone = false;
    loadApi('/api/session/agencies', oidcAgenciesSchema).then((loaded) => {
      if (!gone && loaded.kind === 'ready') setAgencies(loaded.data.agencies);
    });
    return () => {
      gone = true;
    };
  }, []);
  return agencies;
}
