import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { type OwnBreachJson, ownBreachListSchema } from '../../src/incidents/breaches/contract.ts';
import { cx } from '../ui/cx.ts';
import card from '../ui/parts/Card.module.css';
import { doneApi, useApi } from '../ui/use-api.ts';
import { NotReady } from './NotReady.tsx';
import css from './WearerPage.module.css';
import type { Words } from './words.ts';

interface RecordsProps {
  readonly words: Words;
  readonly query: string;
  readonly onContest: () => void;
}

/** Records about which the wearer was asked; each may be answered before anybody decides. */
export function Records({ words, query, onContest }: RecordsProps) {
  const { t } = words;
  const { loaded, reload } = useApi(`/api/wearer/breaches${query}`, ownBreachListSchema);
  if (loaded.kind !== 'ready') return <NotReady loaded={loaded} onAgain={() => void reload()} />;
  const { breaches } = loaded.data;
  return (
    <>
      <h2>{t('nav.records')}</h2>
      <p className={css.intro}>{t('records.intro')}</p>
      {breaches.length === 0 && <p>{t('records.none')}</p>}
      <div className={css.cols}>
        {breaches.map((one) => (
          <OneRecord
            key={one.breachId}
            words={words}
            query={query}
            record={one}
            onAnswered={() => void reload()}
            onContest={onContest}
          />
        ))}
      </div>
    </>
  );
}

interface OneRecordProps {
  readonly words: Words;
  readonly query: string;
  readonly record: OwnBreachJson;
  readonly onAnswered: () => void;
  readonly onContest: () => void;
}

function OneRecord({ words, query, record, onAnswered, onContest }: OneRecordProps) {
  const { t, dayOf, moment, day } = words;
  const { kind, state, by, signs, acts, fromMs, untilMs, label } = record;
  const dueMs = acts.find((act) => act.kind === 'put')?.answerDueMs ?? null;
  const title =
    kind === 'pair' || fromMs === null || untilMs === null
      ? t('record.pair', { day: dayOf(record.day) })
      : t(`record.${kind}`, { from: moment(fromMs), until: moment(untilMs) });
  return (
    <article className={card.card}>
      <h3>
        {label} · {title}
      </h3>
      <p className={css.strong}>
        {state === 'put'
          ? t('record.state.put', { until: dueMs === null ? '' : day(dueMs) })
          : t(`record.state.${state}`)}
      </p>
      {by !== null && <p>{t(`record.by.${by}`)}</p>}
      {signs.length > 0 && (
        <ul className={css.plain}>
          {signs.map((sign) => (
            <li key={sign}>{t(`sign.${sign}`)}</li>
          ))}
        </ul>
      )}
      {acts
        .filter((act) => act.kind !== 'put' && act.kind !== 'told-court')
        .map((act) => (
          <p key={`${act.kind} ${act.atMs}`} className={css.words}>
            {t(act.kind === 'answered' ? 'record.yours' : 'record.reasons', { words: act.words ?? t('words.erased') })}
          </p>
        ))}
      {(state === 'put' || state === 'answered') && (
        <Answer words={words} path={`/api/wearer/breaches/${record.breachId}/answer${query}`} onDone={onAnswered} />
      )}
      <div className={card.row}>
        <Button className={cx(card.button)} onPress={onContest}>
          {t('record.contest')}
        </Button>
      </div>
    </article>
  );
}

function Answer({ words: { t }, path, onDone }: { words: Words; path: string; onDone: () => void }) {
  const [failed, setFailed] = useState(false);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const said = String(new FormData(form).get('words') ?? '').trim();
    const done = said !== '' && (await doneApi('POST', path, { words: said }));
    setFailed(!done);
    if (!done) return;
    form.reset();
    onDone();
  };
  return (
    <form className={css.form} onSubmit={(event) => void send(event)}>
      <label>
        {t('record.answer')}
        <textarea name="words" maxLength={4000} />
      </label>
      <Button type="submit" className={cx(card.button, card.strong)}>
        {t('record.send')}
      </Button>
      {failed && <p role="alert">{t('failed')}</p>}
    </form>
  );
}
