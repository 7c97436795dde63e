import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { LiveProvider } from '../ui/live/LiveProvider.tsx';
import { LanguageSwitch } from '../ui/parts/LanguageSwitch.tsx';
import type { Session } from '../ui/session.ts';
import { SignOut } from '../ui/sign-in/SignOut.tsx';
import { StaffPresence } from '../ui/sign-in/StaffPresence.tsx';
import { useSession } from '../ui/use-session.ts';
import { Centre } from './Centre.tsx';
import css from './CentrePage.module.css';
import { createQueryClient } from './use-incidents.ts';
import { useLiveSnapshot } from './use-live-snapshot.ts';
import { useWords, type Words } from './words.ts';

/** Who is here? Only a signed-in officer gets the centre; everybody else is told what to do. */
export function CentrePage() {
  const words = useWords();
  const [client] = useState(createQueryClient);
  const answer = useSession();
  if (answer === null) return <Gate title={words.t('loading')} />;
  if (answer.kind === 'no-connection' || answer.kind === 'failed') {
    return <Gate title={words.t('error.no-connection')} remedy={words.common('connection.retrying')} />;
  }
  if (answer.kind === 'none') {
    return <Gate title={words.t('sign-in.title')} remedy={words.t('sign-in.remedy')} />;
  }
  if (answer.session.kind !== 'officer') {
    return (
      <Gate title={words.t('sign-in.wrong')} remedy={words.t('sign-in.wrong.remedy')} kind={answer.session.kind} />
    );
  }
  return (
    <QueryClientProvider client={client}>
      <LiveProvider>
        <SignedIn words={words}>
          <Centre session={answer.session} />
        </SignedIn>
        <StaffPresence session={answer.session} />
      </LiveProvider>
    </QueryClientProvider>
  );
}

/** The stream learns first when a session ends. */
function SignedIn({ words, children }: { words: Words; children: React.ReactNode }) {
  const { connection } = useLiveSnapshot();
  if (connection.kind !== 'signed-out') return children;
  return <Gate title={words.common('connection.signed-out')} remedy={words.common('connection.signed-out.remedy')} />;
}

interface GateProps {
  readonly title: string;
  readonly remedy?: string;
  /** Of somebody whose place is elsewhere. */
  readonly kind?: Session['kind'];
}

function Gate({ title, remedy, kind }: GateProps) {
  return (
    <main className={css.gate}>
      <p className={css.brand}>Magpie</p>
      <h1>{title}</h1>
      {remedy === undefined ? null : <p>{remedy}</p>}
      {kind === undefined ? null : <SignOut kind={kind} className={css.button} />}
      <LanguageSwitch />
    </main>
  );
}
