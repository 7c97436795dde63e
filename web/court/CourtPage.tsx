import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import type { Session } from '../ui/session.ts';
import { StaffPresence } from '../ui/sign-in/StaffPresence.tsx';
import { useSession } from '../ui/use-session.ts';
import { Court } from './Court.tsx';
import { Gate } from './Gate.tsx';
import { createQueryClient } from './use-court.ts';
import { useCourtWords } from './words.ts';

/** Officers of the monitoring agency fit devices and offer them. */
const STAFF: ReadonlySet<Session['kind']> = new Set(['police', 'prosecutor', 'judge', 'clerk', 'officer']);

/** Who is here? Only staff of the offices that take part in proceedings; everybody else is told where to go. */
export function CourtPage() {
  const words = useCourtWords(null);
  const [client] = useState(createQueryClient);
  const answer = useSession();
  const { t } = words;
  if (answer === null) return <Gate words={words} title={t('loading')} />;
  if (answer.kind === 'no-connection' || answer.kind === 'failed') {
    return <Gate words={words} title={t('error.no-connection')} remedy={t('retrying')} />;
  }
  if (answer.kind === 'none') return <Gate words={words} title={t('sign-in.title')} remedy={t('sign-in.remedy')} />;
  if (!STAFF.has(answer.session.kind)) {
    return (
      <Gate words={words} title={t('sign-in.wrong')} remedy={t('sign-in.wrong.remedy')} session={answer.session} />
    );
  }
  return (
    <QueryClientProvider client={client}>
      <Court session={answer.session} />
      <StaffPresence session={answer.session} />
    </QueryClientProvider>
  );
}
