import { looksSchema } from '../../src/server/wearer/contract.ts';
import type { WearerKey } from '../ui/messages/wearer/catalogue.ts';
import card from '../ui/parts/Card.module.css';
import { useApi } from '../ui/use-api.ts';
import { NotReady } from './NotReady.tsx';
import css from './WearerPage.module.css';
import type { Words } from './words.ts';

/** By which words an action of the audit is told; the first beginning that fits. */
const TOLD: readonly (readonly [beginning: string, key: WearerKey])[] = [
  ['proceeding.', 'look.read'],
  ['document.', 'look.read'],
  ['identity.', 'look.identity'],
  ['device.', 'look.device'],
  ['removal.', 'look.removal'],
  ['custody.', 'look.custody'],
  ['match.', 'look.match'],
  ['person.merge', 'look.match'],
  ['person.split', 'look.match'],
  ['person.', 'look.person'],
  ['order.', 'look.order'],
  ['contest.', 'look.contest'],
  ['lawyer.', 'look.lawyer'],
  ['sign-in-code.', 'look.sign-in'],
  ['session.', 'look.sign-in'],
  ['position.', 'look.positions'],
  ['look.', 'look.delay'],
];

/** Who looked, and why; what may come from an alarm as ranges of a month. */
export function Looks({ words, query }: { words: Words; query: string }) {
  const { t, moment, dayOf, monthOf, coded } = words;
  const { loaded, reload } = useApi(`/api/wearer/looks${query}`, looksSchema);
  if (loaded.kind !== 'ready') return <NotReady loaded={loaded} onAgain={() => void reload()} />;
  const { looks, months, isWhole } = loaded.data;
  const hasMonths = months.some((one) => one.months.length > 0);
  return (
    <>
      <h2>{t('nav.looks')}</h2>
      <p className={css.intro}>{t('looks.intro')}</p>
      <div className={css.cols}>
        <section className={card.stack} aria-label={t('nav.looks')}>
          {looks.length === 0 && <p>{t('looks.none')}</p>}
          <ul className={card.list}>
            {looks.map((look) => (
              <li
                key={[look.day, look.atMs, look.role, look.office, look.what, look.purpose].join()}
                className={card.card}
              >
                <p>{look.atMs === null ? dayOf(look.day) : moment(look.atMs)}</p>
                <p className={css.strong}>
                  {coded('role', look.role)}
                  {look.office === '' ? '' : `, ${look.office}`}: {t(keyOf(look.what))}
                </p>
                {look.article === '' ? null : <p>{t('look.law', { article: look.article })}</p>}
              </li>
            ))}
          </ul>
          {!isWhole && <p>{t('looks.cut')}</p>}
          <p className={card.small}>{t('looks.delay')}</p>
        </section>
        <section className={card.card}>
          <h3>{t('months.title')}</h3>
          <p>{t('months.intro')}</p>
          {!hasMonths && <p>{t('months.none')}</p>}
          {months
            .filter((one) => one.months.length > 0)
            .map((one) => (
              <div key={`${one.label} ${one.audience}`}>
                <p className={css.strong}>
                  {one.label} · {t(`months.${one.audience}`)} <small>({one.article})</small>
                </p>
                <ul className={css.plain}>
                  {one.months.map(({ month, atLeast, atMost }) => (
                    <li key={month}>{t('months.line', { month: monthOf(month), least: atLeast, most: atMost })}</li>
                  ))}
                </ul>
              </div>
            ))}
        </section>
      </div>
    </>
  );
}

function keyOf(what: string): WearerKey {
  return TOLD.find(([beginning]) => what.startsWith(beginning))?.[1] ?? 'look.other';
}
