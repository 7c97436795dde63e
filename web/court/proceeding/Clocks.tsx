import type { ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import { waitingOf } from '../deadlines.ts';
import { LawName } from '../parts/LawName.tsx';
import { Left } from '../queue/QueueTable.tsx';
import type { CourtWords } from '../words.ts';
import css from './Clocks.module.css';

/** What runs: until when, for whom, by which article. */
export function Clocks({ words, detail, nowMs }: { words: CourtWords; detail: ProceedingDetailJson; nowMs: number }) {
  const { t } = words;
  const all = waitingOf(detail);
  return (
    <section className={css.clocks} aria-labelledby="clocks-title">
      <h2 id="clocks-title">{t('clocks.title')}</h2>
      {all.length === 0 ? <p className={css.none}>{t('clocks.none')}</p> : null}
      <ul>
        {all.map((one) => {
          const measure = detail.measures.find(({ measureId }) => measureId === one.measureId);
          return (
            <li key={`${one.kind}-${one.measureId}-${one.of.join()}`} data-mine={one.of.includes(detail.role)}>
              <p className={css.kind}>
                {t(`clock.${one.kind}`)} {one.nature === 'end' ? null : <small>{t(`nature.${one.nature}`)}</small>}
              </p>
              {measure === undefined ? null : (
                <p className={css.about}>
                  <LawName name={words.measure(measure.measure)} />
                </p>
              )}
              <div className={css.left}>
                <Left words={words} waiting={one} nowMs={nowMs} zone={detail.timeZone} />
              </div>
              <p className={css.about}>
                {words.list(one.of.map((role) => words.coded('role', role)))}
                {one.article === null ? null : <> · {one.article}</>}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
