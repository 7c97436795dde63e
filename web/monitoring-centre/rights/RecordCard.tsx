import { useState } from 'react';
import type { BreachJson } from '../../../src/incidents/breaches/contract.ts';
import css from './RightsView.module.css';
import type { RightsWords } from './RightsView.tsx';
import { useRightsAct } from './use-rights.ts';

/** What the state machine may take next; the server has the last word. */
const NEXT: Readonly<
  Record<BreachJson['state'], readonly ('put' | 'confirmed' | 'dismissed' | 'withdrawn' | 'told-court')[]>
> = {
  draft: ['put', 'dismissed'],
  put: ['confirmed', 'dismissed'],
  answered: ['confirmed', 'dismissed'],
  confirmed: ['told-court', 'withdrawn'],
  'told-court': ['withdrawn'],
  dismissed: [],
  withdrawn: [],
};
const SHARES = ['wearer', 'protectedPerson', 'equipment', 'unknown'] as const;
/** So many inputs are named on the card; the record holds all. */
const POSITIONS_SHOWN = 6;

interface RecordCardProps {
  readonly words: RightsWords;
  readonly record: BreachJson;
  readonly offline: boolean;
}

export function RecordCard({ words, record, offline }: RecordCardProps) {
  const { t, moment, percent } = words;
  const act = useRightsAct();
  const [said, setSaid] = useState('');
  const next = NEXT[record.state];
  const { positions } = record.evidence;
  const dueMs = record.acts.find(({ kind }) => kind === 'put')?.answerDueMs ?? null;
  const isOpen = record.state === 'put' || record.state === 'answered';
  return (
    <article className={css.card}>
      <h3>
        {record.label} · {t(`record.${record.kind}`)} · {t(`state.${record.state}`)}
      </h3>
      <small>
        {moment(record.fromMs)} – {moment(record.untilMs)}
      </small>
      <p className={css.shares}>
        {SHARES.map((share) => (
          <span key={share}>
            {t(`share.${share}`)} <b>{percent(record.shares[share])}</b>
          </span>
        ))}
      </p>
      {record.signs.length > 0 && <p>{record.signs.map((sign) => t(`sign.${sign}`)).join(', ')}</p>}
      <small>
        {t('evidence', {
          count: positions.length,
          positions: `${positions.slice(0, POSITIONS_SHOWN).join(', ')}${positions.length > POSITIONS_SHOWN ? ' …' : ''}`,
        })}
      </small>
      {record.acts
        .filter((one) => one.words !== null)
        .map((one) => (
          <p key={`${one.kind} ${one.atMs}`} className={css.words}>
            <b>{t(`state.${one.kind}`)}</b> {one.words}
          </p>
        ))}
      {isOpen && dueMs !== null && <p>{t('answer.due', { day: moment(dueMs) })}</p>}
      {next.length > 0 && (
        <form className={css.form} onSubmit={(event) => event.preventDefault()}>
          <label>
            {t('act.words')}
            <textarea value={said} maxLength={4000} onChange={(event) => setSaid(event.target.value)} />
          </label>
          {act.error !== null && (
            <p className={css.error} role="alert">
              {words.error(act.error)}
            </p>
          )}
          <div className={css.buttons}>
            {next.map((kind) => (
              <button
                key={kind}
                type="button"
                disabled={offline || act.isPending}
                onClick={() => {
                  const reasons = said.trim() === '' ? null : said.trim();
                  const body = { act: kind, words: reasons };
                  const path = `/api/rights/breaches/${record.breachId}/acts`;
                  // What was written since then is of the next act.
                  act.mutate({ path, body }, { onSuccess: () => setSaid((now) => (now === said ? '' : now)) });
                }}
              >
                {t(`act.${kind}`)}
              </button>
            ))}
          </div>
        </form>
      )}
    </article>
  );
}
