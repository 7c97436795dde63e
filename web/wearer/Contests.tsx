import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { type OwnBreachJson, ownBreachListSchema } from '../../src/incidents/breaches/contract.ts';
import { type ContestJson, contestListSchema } from '../../src/people/rights/contract.ts';
import { cx } from '../ui/cx.ts';
import card from '../ui/parts/Card.module.css';
import { doneApi, useApi } from '../ui/use-api.ts';
import { NotReady } from './NotReady.tsx';
import css from './WearerPage.module.css';
import type { Words } from './words.ts';

const KINDS = ['contest', 'correct'] as const;
const ABOUT = ['breach', 'position', 'identity', 'device', 'order', 'look', 'other'] as const;

/** What was filed with its answers, and a new one. */
export function Contests({ words, query }: { words: Words; query: string }) {
  const { t } = words;
  const { loaded, reload } = useApi(`/api/wearer/contests${query}`, contestListSchema);
  const records = useApi(`/api/wearer/breaches${query}`, ownBreachListSchema).loaded;
  if (loaded.kind !== 'ready') return <NotReady loaded={loaded} onAgain={() => void reload()} />;
  const { contests } = loaded.data;
  return (
    <>
      <h2>{t('nav.contests')}</h2>
      <p className={css.intro}>{t('contests.intro')}</p>
      <div className={css.cols}>
        <NewContest
          words={words}
          path={`/api/wearer/contests${query}`}
          records={records.kind === 'ready' ? records.data.breaches : []}
          onFiled={() => void reload()}
        />
        <div className={card.stack}>
          {contests.length === 0 && <p>{t('contests.none')}</p>}
          <ul className={card.list}>
            {contests.map((one) => (
              <OneContest key={one.contestId} words={words} contest={one} />
            ))}
          </ul>
        </div>
      </div>
    </>
  );
}

function OneContest({ words: { t, day, lastDay }, contest }: { words: Words; contest: ContestJson }) {
  const { answer, byLawyer } = contest;
  return (
    <li className={card.card}>
      <h3>{t('contest.line', { number: contest.number, kind: t(`contest.kind.${contest.kind}`) })}</h3>
      <p>
        {t(`about.${contest.about}`)} · {t('contest.filed', { day: day(contest.filedAtMs) })}
        {byLawyer ? ` ${t('contest.by-lawyer')}` : ''}
      </p>
      <p className={css.words}>{contest.words ?? t('words.erased')}</p>
      {answer === null ? (
        <p className={css.strong}>{t('contest.due', { day: lastDay(contest.dueAtMs) })}</p>
      ) : (
        <>
          <p className={css.strong}>
            {t('contest.answer', { day: day(answer.atMs), outcome: t(`outcome.${answer.outcome}`) })}
          </p>
          <p className={css.words}>{answer.words ?? t('words.erased')}</p>
        </>
      )}
    </li>
  );
}

interface NewContestProps {
  readonly words: Words;
  readonly path: string;
  readonly records: readonly OwnBreachJson[];
  readonly onFiled: () => void;
}

function NewContest({ words, path, records, onFiled }: NewContestProps) {
  const { t, dayOf } = words;
  const [about, setAbout] = useState<(typeof ABOUT)[number]>(records.length > 0 ? 'breach' : 'position');
  const [said, setSaid] = useState<'contest.sent' | 'contest.empty' | 'failed' | null>(null);
  const offered = ABOUT.filter((one) => one !== 'breach' || records.length > 0);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const own = String(data.get('words') ?? '').trim();
    if (own === '') return setSaid('contest.empty');
    const aboutId = about === 'breach' ? String(data.get('record')) : null;
    const done = await doneApi('POST', path, { kind: String(data.get('kind')), about, aboutId, words: own });
    setSaid(done ? 'contest.sent' : 'failed');
    if (!done) return;
    form.reset();
    onFiled();
  };
  return (
    <form className={card.card} onSubmit={(event) => void send(event)}>
      <h3>{t('contest.new')}</h3>
      <div className={css.form}>
        <label>
          {t('contest.kind')}
          <select name="kind">
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`contest.kind.${kind}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('contest.about')}
          <select value={about} onChange={(event) => setAbout(event.target.value as (typeof ABOUT)[number])}>
            {offered.map((one) => (
              <option key={one} value={one}>
                {t(`about.${one}`)}
              </option>
            ))}
          </select>
        </label>
        {about === 'breach' && (
          <label>
            {t('about.breach')}
            <select name="record">
              {records.map((one) => (
                <option key={one.breachId} value={one.breachId}>
                  {one.label} · {dayOf(one.day)}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          {t('contest.words')}
          <textarea name="words" maxLength={4000} aria-describedby="contest-said" />
        </label>
        <Button type="submit" className={cx(card.button, card.strong)}>
          {t('contest.send')}
        </Button>
        <p id="contest-said" role="status">
          {said === null ? '' : t(said)}
        </p>
      </div>
    </form>
  );
}
