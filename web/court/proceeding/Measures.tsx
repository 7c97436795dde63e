import type { LawJson, ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import { LawName } from '../parts/LawName.tsx';
import { Section } from '../parts/Section.tsx';
import type { CourtWords } from '../words.ts';
import { type Bar, barsOf, placePct, type Span, spanOf } from './bars.ts';
import css from './Measures.module.css';

interface MeasuresProps {
  readonly words: CourtWords;
  readonly law: LawJson;
  readonly detail: ProceedingDetailJson;
  readonly nowMs: number;
}

/** What was ordered, each on the same line of time; the words beside a bar say all that it shows. */
export function Measures({ words, law, detail, nowMs }: MeasuresProps) {
  const { t } = words;
  const bars = barsOf(detail);
  const span = spanOf(bars, nowMs);
  if (detail.measures.length === 0) {
    return (
      <Section id="measures" title={t('measures.asked')}>
        {detail.filedMeasures.length === 0 ? <p className={css.none}>{t('measures.none')}</p> : null}
        <ul className={css.asked}>
          {detail.filedMeasures.map((id) => (
            <li key={id}>
              <LawName name={words.measure(id)} /> <small>{law.measures.find((one) => one.id === id)?.article}</small>
            </li>
          ))}
        </ul>
      </Section>
    );
  }
  return (
    <Section id="measures" title={t('measures.title')}>
      <ul className={css.measures}>
        {detail.measures.map((one) => {
          const bar = bars.find(({ measureId }) => measureId === one.measureId) ?? null;
          return (
            <li key={one.measureId} data-over={!one.inForce}>
              <div className={css.name}>
                <LawName name={words.measure(one.measure)} />
                <small>
                  {law.measures.find(({ id }) => id === one.measure)?.article}
                  {one.orderLabel === null ? null : <> · {t('measures.order', { label: one.orderLabel })}</>}
                </small>
              </div>
              <p className={css.words}>{inWords(words, one)}</p>
              {bar === null || bar.endMs === null ? null : <Line bar={bar} span={span} nowMs={nowMs} />}
              <Fitting words={words} fitting={one.fitting} />
            </li>
          );
        })}
      </ul>
      {bars.some(({ endMs }) => endMs !== null) ? (
        <p className={css.legend} aria-hidden="true">
          <span className={css.legendBar} /> {t('measures.legend.ordered')} <span className={css.legendPossible} />{' '}
          {t('measures.legend.possible')} <span className={css.legendNow} /> {t('measures.legend.now')}
        </p>
      ) : null}
    </Section>
  );
}

function Line({ bar, span, nowMs }: { bar: Bar; span: Span; nowMs: number }) {
  const at = (ms: number) => placePct(ms, span);
  const endMs = bar.endMs ?? span.untilMs;
  const place = (fromMs: number, untilMs: number) => ({
    insetInlineStart: `${at(fromMs)}%`,
    width: `${at(untilMs) - at(fromMs)}%`,
  });
  return (
    <div className={css.line} aria-hidden="true">
      {bar.possibleMs === null ? null : <span className={css.possible} style={place(endMs, bar.possibleMs)} />}
      <span className={css.bar} style={place(bar.fromMs, endMs)} />
      {bar.formerEndsMs.map((ms) => (
        <span key={ms} className={css.former} style={{ insetInlineStart: `${at(ms)}%` }} />
      ))}
      <span className={css.now} style={{ insetInlineStart: `${at(nowMs)}%` }} />
    </div>
  );
}

function inWords(words: CourtWords, one: ProceedingDetailJson['measures'][number]): string {
  const { t } = words;
  if (one.fromMs === null) return t('measures.waits');
  const from = words.day(one.fromMs);
  const extended = t('measures.extended', { count: one.extensions });
  const said =
    one.endMs === null ? t('measures.from', { from }) : t('measures.from-until', { from, until: words.end(one.endMs) });
  const possible =
    one.extendableUntilMs === null || one.ended !== null
      ? null
      : t('measures.possible', { until: words.end(one.extendableUntilMs) });
  const how = one.ended === null ? null : words.coded('ending', one.ended.how);
  return [said, extended === '–' ? null : extended, possible, how].filter((part) => part !== null).join(' · ');
}

function Fitting({
  words,
  fitting,
}: {
  words: CourtWords;
  fitting: ProceedingDetailJson['measures'][number]['fitting'];
}) {
  if (fitting === null) return null;
  const { t } = words;
  const { dueMs, doneAtMs, missedAtMs } = fitting;
  return (
    <p className={css.fitting} data-done={doneAtMs !== null}>
      {doneAtMs !== null
        ? t('fitting.done', { time: words.moment(doneAtMs) })
        : missedAtMs !== null
          ? t('fitting.missed', { time: words.moment(missedAtMs) })
          : t('fitting.due', { time: words.moment(dueMs) })}
    </p>
  );
}
