import { looksSchema } from '../../src/server/wearer/contract.ts';
import type { WearerKey } from '../ui/messages/wearer/catalogue.ts';
import card from '../ui/parts/Card.module.css';
import { useApi } from '../ui/use-api.ts';
import { NotReady } from './NotReady.tsx';
import { Proofs } from './Proofs.tsx';
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

/** Who looked, and why; who may be shown where the wearer is; and proofs of what is listed with its hour. */
export function Looks({ words, query }: { words: Words; query: string }) {
  const { t, moment, dayOf, monthOf, coded } = words;
  const { loaded, reload } = useApi(`/api/wearer/looks${query}`, looksSchema);
  if (loaded.kind !== 'ready') return <NotReady loaded={loaded} onAgain={() => void reload()} />;
  const { looks, recipients, isWhole } = loaded.data;
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
                key={[look.month, look.day, look.atMs, look.role, look.office, look.what, look.purpose].join()}
                className={card.card}
              >
                <p>
                  {look.atMs !== null ? moment(look.atMs) : look.day === null ? monthOf(look.month) : dayOf(look.day)}
                </p>
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
        <div className={card.stack}>
          <section className={card.card}>
            <h3>{t('recipients.title')}</h3>
            <p>{t('recipients.intro')}</p>
            {recipients.length === 0 && <p>{t('recipients.none')}</p>}
            <ul className={css.plain}>
              {recipients.map(({ label, audience, article }) => (
                <li key={`${label} ${audience}`}>
                  {label} · {t(`recipients.${audience}`)} <small>({article})</small>
                </li>
              ))}
            </ul>
          </section>
          <Proofs words={words} query={query} />
        </div>
      </div>
    </>
  );
}

function keyOf(what: string): WearerKey {
  return TOLD.find(([beginning]) => what.startsWith(beginning))?.[1] ?? 'look.other';
}
