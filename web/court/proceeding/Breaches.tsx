import { useQuery } from '@tanstack/react-query';
import { type BreachListJson, breachListSchema } from '../../../src/incidents/breaches/contract.ts';
import { type ContestListJson, contestListSchema } from '../../../src/people/rights/contract.ts';
import { type CallFailed, call } from '../../ui/call.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { rightsMessages } from '../../ui/messages/rights/catalogue.ts';
import { Section } from '../parts/Section.tsx';
import type { CourtWords } from '../words.ts';
import css from './Documents.module.css';

const SHARES = ['wearer', 'protectedPerson', 'equipment', 'unknown'] as const;

/** Each reading is recorded: read when the proceeding is opened, and not by the clock. */
function useOf<T>(id: string, what: string, load: () => Promise<T>) {
  return useQuery<T, CallFailed>({ queryKey: ['proceeding', id, what], queryFn: load, refetchOnWindowFocus: false });
}

/** Breach records that a person confirmed and told the court of: what was whose, what the wearer said, what was filed against them. */
export function Breaches({ words, proceedingId }: { words: CourtWords; proceedingId: string }) {
  const t = useMessages(rightsMessages);
  const path = `/api/proceedings/${proceedingId}`;
  const told = useOf<BreachListJson>(proceedingId, 'breaches', () => call(`${path}/breaches`, breachListSchema));
  const filed = useOf<ContestListJson>(proceedingId, 'contests', () => call(`${path}/contests`, contestListSchema));
  const { breaches } = told.data ?? { breaches: [] };
  if (breaches.length === 0 && told.error === null) return null;
  return (
    <Section id="breaches" title={t('records.title')}>
      {told.error !== null || filed.error !== null ? <p role="alert">{t('failed')}</p> : null}
      <ul className={css.documents}>
        {breaches.map((one) => (
          <li key={one.breachId}>
            <p>
              <b>
                {one.label} · {t(`record.${one.kind}`)} · {t(`state.${one.state}`)}
              </b>
            </p>
            <p className={css.facts}>
              {words.moment(one.fromMs)} – {words.moment(one.untilMs)}
            </p>
            <p className={css.facts}>
              {SHARES.map((share) => `${t(`share.${share}`)} ${Math.round(one.shares[share] * 100)} %`).join(' · ')}
            </p>
            <p className={css.facts}>{one.signs.map((sign) => t(`sign.${sign}`)).join(', ')}</p>
            <p className={css.facts}>
              {t('evidence', { count: one.evidence.positions.length, positions: one.evidence.positions.join(', ') })}
            </p>
            {one.acts.map((act) =>
              act.words === null ? null : (
                <p key={`${act.kind} ${act.atMs}`}>
                  {t(`state.${act.kind}`)}, {words.moment(act.atMs)}: {act.words}
                </p>
              ),
            )}
            {filed.data?.contests
              .filter(({ aboutId }) => aboutId === one.breachId)
              .map((contest) => (
                <p key={contest.contestId}>
                  {t(`kind.${contest.kind}`)}: {contest.words ?? t('words.erased')}
                  {contest.answer === null
                    ? ''
                    : ` – ${t(`outcome.${contest.answer.outcome}`)}: ${contest.answer.words ?? t('words.erased')}`}
                </p>
              ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}
