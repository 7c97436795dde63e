import type { FormEvent } from 'react';
import type { ClientListJson } from '../../../src/people/rights/contract.ts';
import css from './RightsView.module.css';
import type { RightsWords } from './RightsView.tsx';
import { useClients, useRightsAct } from './use-rights.ts';

/** Who acts for the wearers of this agency: naming and ending. */
export function LawyersPart({ words, offline }: { words: RightsWords; offline: boolean }) {
  const { t } = words;
  const clients = useClients();
  return (
    <section className={css.col} aria-label={t('lawyers.title')}>
      <h2>{t('lawyers.title')}</h2>
      <p className={css.intro}>{t('lawyers.intro')}</p>
      {clients.error !== null && <p role="alert">{t('failed')}</p>}
      {clients.data === undefined && clients.error === null && <p role="status">{t('loading')}</p>}
      {clients.data === undefined ? null : (
        <>
          <NameLawyer words={words} clients={clients.data} offline={offline} />
          <Named words={words} clients={clients.data} offline={offline} />
        </>
      )}
    </section>
  );
}

interface PartProps {
  readonly words: RightsWords;
  readonly clients: ClientListJson;
  readonly offline: boolean;
}

const labelOf = ({ labels, wearerId }: ClientListJson['wearers'][number]) => labels.join(', ') || wearerId.slice(0, 8);

function NameLawyer({ words, clients: { wearers, lawyers }, offline }: PartProps) {
  const { t } = words;
  const act = useRightsAct();
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const path = `/api/rights/wearers/${String(form.get('wearer'))}/lawyers`;
    act.mutate({ path, body: { lawyerId: String(form.get('lawyer')) } });
  };
  if (lawyers.length === 0) return <p className={css.intro}>{t('lawyers.nobody')}</p>;
  return (
    <form className={css.card} onSubmit={send}>
      <h3>{t('lawyers.name')}</h3>
      <div className={css.form}>
        <label>
          {t('lawyers.wearer')}
          <select name="wearer" required>
            {wearers.map((one) => (
              <option key={one.wearerId} value={one.wearerId}>
                {labelOf(one)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('lawyers.lawyer')}
          <select name="lawyer" required>
            {lawyers.map(({ lawyerId, name }) => (
              <option key={lawyerId} value={lawyerId}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {act.error !== null && (
          <p className={css.error} role="alert">
            {words.error(act.error)}
          </p>
        )}
        <div className={css.buttons}>
          <button type="submit" disabled={offline || act.isPending}>
            {t('lawyers.send')}
          </button>
        </div>
      </div>
    </form>
  );
}

function Named({ words, clients: { wearers, lawyers }, offline }: PartProps) {
  const { t, day } = words;
  const act = useRightsAct();
  const names = new Map(lawyers.map(({ lawyerId, name }) => [lawyerId, name]));
  const named = wearers.filter((one) => one.lawyers.length > 0);
  return (
    <>
      {named.length === 0 && <p>{t('lawyers.none')}</p>}
      {act.error !== null && (
        <p className={css.error} role="alert">
          {words.error(act.error)}
        </p>
      )}
      {named.map((one) => (
        <article key={one.wearerId} className={css.card}>
          <h3>{labelOf(one)}</h3>
          {one.lawyers.map(({ lawyerId, fromMs }) => (
            <div key={lawyerId} className={css.buttons}>
              <span>{t('lawyers.since', { name: names.get(lawyerId) ?? '–', day: day(fromMs) })}</span>
              <button
                type="button"
                disabled={offline || act.isPending}
                onClick={() =>
                  act.mutate({ path: `/api/rights/wearers/${one.wearerId}/lawyers/${lawyerId}`, method: 'DELETE' })
                }
              >
                {t('lawyers.end')}
              </button>
            </div>
          ))}
        </article>
      ))}
    </>
  );
}
