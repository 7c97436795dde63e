import { type FormEvent, useState } from 'react';
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

/** Nothing is chosen beforehand: one press opens a wearer's page to somebody. */
function NameLawyer({ words, clients: { wearers, lawyers }, offline }: PartProps) {
  const { t } = words;
  const act = useRightsAct();
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const chosen = new FormData(form);
    const path = `/api/rights/wearers/${String(chosen.get('wearer'))}/lawyers`;
    act.mutate({ path, body: { lawyerId: String(chosen.get('lawyer')) } }, { onSuccess: () => form.reset() });
  };
  if (lawyers.length === 0) return <p className={css.intro}>{t('lawyers.nobody')}</p>;
  return (
    <form className={css.card} onSubmit={send}>
      <h3>{t('lawyers.name')}</h3>
      <div className={css.form}>
        <label>
          {t('lawyers.wearer')}
          <select name="wearer" required>
            <option value="" />
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
            <option value="" />
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
              <EndNamed
                t={t}
                isOff={offline || act.isPending}
                onEnd={() =>
                  act.mutate({ path: `/api/rights/wearers/${one.wearerId}/lawyers/${lawyerId}`, method: 'DELETE' })
                }
              />
            </div>
          ))}
        </article>
      ))}
    </>
  );
}

interface EndNamedProps {
  readonly t: RightsWords['t'];
  readonly isOff: boolean;
  readonly onEnd: () => void;
}

/** Two presses: the first says what follows from the second. */
function EndNamed({ t, isOff, onEnd }: EndNamedProps) {
  const [asks, setAsks] = useState(false);
  if (!asks)
    return (
      <button type="button" disabled={isOff} onClick={() => setAsks(true)}>
        {t('lawyers.end')}
      </button>
    );
  return (
    <>
      <button type="button" disabled={isOff} onClick={onEnd}>
        {t('lawyers.end.sure')}
      </button>
      <button type="button" disabled={isOff} onClick={() => setAsks(false)}>
        {t('lawyers.keep')}
      </button>
    </>
  );
}
