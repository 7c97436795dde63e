/**
 * What wearers object to, with the answer; breach records, from an alarm to the court; and who acts for them. Fails toward saying so: the server decides what may be
 * done, and its refusal stands at the card.
 */
import type { CallFailed } from '../../ui/call.ts';
import { erasingMessages } from '../../ui/messages/erasing/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { rightsMessages } from '../../ui/messages/rights/catalogue.ts';
import type { Section } from '../use-section.ts';
import { lookUp, type Words } from '../words.ts';
import { ContestCard } from './ContestCard.tsx';
import { LawyersPart } from './LawyersPart.tsx';
import { RecordCard } from './RecordCard.tsx';
import css from './RightsView.module.css';
import { useBreaches, useContests, useRightsAct } from './use-rights.ts';

export function useRightsWords({ language }: Pick<Words, 'language'>) {
  const t = useMessages(rightsMessages);
  return {
    t,
    day: (atMs: number) => new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(atMs),
    moment: (atMs: number) =>
      new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(atMs),
    percent: (share: number) => new Intl.NumberFormat(language, { style: 'percent' }).format(share),
    error: ({ code, message }: CallFailed) =>
      lookUp(t, `error.${code}`, { message }) ?? t('error.other', { message: message === '' ? code : message }),
  };
}

export type RightsWords = ReturnType<typeof useRightsWords>;

interface RightsViewProps {
  readonly words: Words;
  readonly offline: boolean;
  readonly onSection: (section: Section) => void;
}

export function RightsView({ words: centre, offline, onSection }: RightsViewProps) {
  const words = useRightsWords(centre);
  const { t } = words;
  const contests = useContests();
  const breaches = useBreaches();
  const make = useRightsAct();
  const incidents = breaches.data?.incidents ?? [];
  const erasing = useMessages(erasingMessages);
  return (
    <main className={css.view}>
      <section className={css.col} aria-label={t('contests.title')}>
        {/* No link: a centre that is loaded anew has its sound switched off. */}
        <p className={css.buttons}>
          <button type="button" onClick={() => onSection('retention')}>
            {erasing('title')}
          </button>
        </p>
        <h2>{t('contests.title')}</h2>
        {contests.error !== null && <p role="alert">{t('failed')}</p>}
        {contests.data === undefined && contests.error === null && <p role="status">{t('loading')}</p>}
        {contests.data?.contests.length === 0 && <p>{t('contests.none')}</p>}
        {contests.data?.contests.map((one) => (
          <ContestCard
            key={one.contestId}
            words={words}
            contest={one}
            nowMs={contests.data.serverTimeMs}
            offline={offline}
          />
        ))}
      </section>
      <section className={css.col} aria-label={t('records.title')}>
        <h2>{t('records.title')}</h2>
        {breaches.error !== null && <p role="alert">{t('failed')}</p>}
        {breaches.data === undefined && breaches.error === null && <p role="status">{t('loading')}</p>}
        {breaches.data?.breaches.length === 0 && <p>{t('records.none')}</p>}
        {breaches.data?.breaches.map((one) => (
          <RecordCard key={one.breachId} words={words} record={one} offline={offline} />
        ))}
        {incidents.length > 0 && <h2>{t('incidents.title')}</h2>}
        {make.error !== null && <p role="alert">{words.error(make.error)}</p>}
        {incidents.map((one) => (
          <article key={one.incidentId} className={css.card}>
            <h3>
              {one.label} · {centre.kind(one)}
            </h3>
            <small>{words.moment(one.openedAtMs)}</small>
            <div className={css.buttons}>
              <button
                type="button"
                disabled={offline || make.isPending}
                onClick={() => make.mutate({ path: '/api/rights/breaches', body: { incidentId: one.incidentId } })}
              >
                {t('record.make')}
              </button>
            </div>
          </article>
        ))}
      </section>
      <LawyersPart words={words} offline={offline} />
    </main>
  );
}
