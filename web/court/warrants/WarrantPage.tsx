import { useEffect, useRef } from 'react';
import type { WarrantDetailJson, WarrantJson } from '../../../src/safeguards/warrants/contract.ts';
import buttons from '../parts/Buttons.module.css';
import { Section } from '../parts/Section.tsx';
import type { Go } from '../use-route.ts';
import { Tasks } from './Tasks.tsx';
import { useStanding, useWarrant } from './use-warrants.ts';
import { ViewPart } from './ViewPart.tsx';
import css from './Warrants.module.css';
import { Clock, State } from './WarrantsPage.tsx';
import type { WarrantWords } from './words.ts';

interface WarrantPageProps {
  readonly words: WarrantWords;
  readonly id: string;
  readonly nowMs: number;
  /** Of the reader. */
  readonly kind: string;
  readonly go: Go;
}

/** One request: what it is, what can be done now, what may be seen, and all that happened. */
export function WarrantPage({ words, id, nowMs, kind, go }: WarrantPageProps) {
  const { w, court } = words;
  const { data, error, refetch } = useWarrant(id);
  const standing = useStanding(id);
  const events = standing.kind === 'said' && standing.said.events > 0 ? standing.said.events : null;
  const read = useRef<number | null>(null);
  const known = data?.events.length ?? null;
  useEffect(() => {
    // Somebody acted: what happened is read again, once for each number.
    if (events === null || known === null || events === known || read.current === events) return;
    read.current = events;
    void refetch();
  }, [events, known, refetch]);
  const isAsker = kind === 'police' || kind === 'prosecutor';
  return (
    <div className={css.page}>
      <p data-screen-only>
        <button type="button" className={buttons.small} onClick={() => go({ kind: 'warrants' })}>
          {w('back')}
        </button>
      </p>
      {error === null ? null : (
        <p role="alert" className={css.alert}>
          {court.error(error).said} {data === undefined ? null : w('old', { time: court.moment(data.serverTimeMs) })}
        </p>
      )}
      {data === undefined ? (
        error === null ? (
          <p role="status">{w('loading')}</p>
        ) : null
      ) : (
        <>
          <h1>{data.warrant.number}</h1>
          <Loud words={words} warrant={data.warrant} nowMs={nowMs} />
          <About words={words} warrant={data.warrant} nowMs={nowMs} />
          {isAsker ? (
            <ViewPart words={words} warrant={data.warrant} standing={standing} onRecorded={() => void refetch()} />
          ) : null}
          <Tasks words={words} warrant={data.warrant} isClerk={kind === 'clerk'} />
          <History words={words} events={data.events} />
        </>
      )}
    </div>
  );
}

/** What cannot be overlooked: a permission that is due, or did not come. */
function Loud({ words, warrant, nowMs }: { words: WarrantWords; warrant: WarrantJson; nowMs: number }) {
  const { w } = words;
  const { state, clock } = warrant;
  const isLate = state === 'late' || (clock?.what === 'permission' && nowMs >= clock.dueMs);
  if (!isLate && clock?.what !== 'permission') return null;
  return (
    <div role="alert" className={css.alert} data-tone={isLate ? 'late' : undefined}>
      <strong>{w(isLate ? 'late.title' : 'due.title')}</strong>
      <p>{isLate ? w('late.said') : <Clock words={words} warrant={warrant} nowMs={nowMs} />}</p>
    </div>
  );
}

function About({ words, warrant, nowMs }: { words: WarrantWords; warrant: WarrantJson; nowMs: number }) {
  const { w, coded, period } = words;
  const rows: readonly (readonly [string, React.ReactNode])[] = [
    [w('col.state'), <State key="state" words={words} warrant={warrant} />],
    [
      w('col.clock'),
      warrant.clock === null ? w('nothing') : <Clock key="clock" words={words} warrant={warrant} nowMs={nowMs} />,
    ],
    [w('col.case'), warrant.orderLabel],
    [w('col.use'), `${coded('use', warrant.use)} (${warrant.article})`],
    [w('about.asked'), period(warrant.asked)],
    [w('about.seen'), warrant.seen === null ? w('nothing') : period(warrant.seen)],
    [w('about.office'), warrant.office],
    [w('about.court'), warrant.court],
    [w('about.views'), `${warrant.views} / ${warrant.exports}`],
  ];
  return (
    <dl className={css.facts}>
      {rows.map(([label, value]) => (
        <div key={label} className={css.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function History({ words, events }: { words: WarrantWords; events: WarrantDetailJson['events'] }) {
  const { w, coded, court, period } = words;
  return (
    <Section id="warrant-history" title={w('history')}>
      <ol className={css.history}>
        {events.map((one) => (
          <li key={one.number}>
            <strong>{coded('event', one.kind)}</strong>
            {one.result === null ? null : (
              <> – {one.kind === 'confirmed' ? coded('confirm', one.result) : coded('state', one.result)}</>
            )}
            {one.because === null ? null : <> – {coded('because', one.because)}</>}
            {one.positions === null ? null : <> – {w('view.count', { count: one.positions })}</>}
            <br />
            <small>
              {court.moment(one.atMs)} · {court.coded('desk', one.byKind)}
              {one.period === null ? null : <> · {period(one.period)}</>}
            </small>
            {one.words === 'erased' ? <p>{w('words.erased')}</p> : null}
            {one.words === null || one.words === 'erased'
              ? null
              : Object.entries(one.words).map(([name, text]) => (
                  <p key={name}>
                    {coded('words', name)}: {text}
                  </p>
                ))}
            {one.documents.map((document) => (
              <p key={document} data-screen-only>
                <a href={`/api/documents/${document}`} download>
                  {w('document')}
                </a>
              </p>
            ))}
          </li>
        ))}
      </ol>
    </Section>
  );
}
