import type { Figure, Figures } from '../../src/insight/applications/contract.ts';
import { type FiguresKey, figuresMessages } from '../ui/messages/figures/catalogue.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import css from './FiguresTable.module.css';
import { useNames } from './use-names.ts';

const COUNTS = ['applications', 'granted', 'partly', 'refused', 'pending', 'withdrawn'] as const;
const RATES = [
  ['rate.application', 'perApplication'],
  ['rate.person', 'perPerson'],
] as const;
const TIMES = [
  ['median', 'medianHours'],
  ['ninetieth', 'ninetiethHours'],
] as const;
const DAY_H = 24;

/** Every figure, and the reasons of refusals under it. */
export function FiguresTable({ figures }: { figures: Figures }) {
  const t = useMessages(figuresMessages);
  const nameOf = useNames(figures);
  const reasons = Object.entries(figures.all.reasons);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <div className={css.scroll} tabIndex={0}>
        <table className={css.table}>
          <caption className="visually-hidden">{t('title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t(`group.${figures.group}`)}</th>
              {COUNTS.map((name) => (
                <th key={name} scope="col">
                  {t(name)}
                </th>
              ))}
              {[...RATES, ...TIMES].map(([label]) => (
                <th key={label} scope="col">
                  {t(label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[figures.all, ...figures.rows].map((row) => (
              <tr key={row.key} data-all={row.key === 'all'}>
                <th scope="row">{nameOf(row.key)}</th>
                {COUNTS.map((name) => (
                  <td key={name}>{row[name] ?? <Withheld />}</td>
                ))}
                <Rates row={row} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {reasons.length === 0 ? null : (
        <section className={css.reasons}>
          <h2>{t('reasons')}</h2>
          <ul>
            {reasons.map(([reason, count]) => (
              <li key={reason}>
                {t('reason.count', { reason: t(`reason.${reason}` as FiguresKey), count: count ?? t('withheld') })}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Rates({ row }: { row: Figure }) {
  const t = useMessages(figuresMessages);
  const hours = (value: number) =>
    value < 2 * DAY_H ? t('hours', { hours: Math.round(value) }) : t('days', { days: Math.round(value / DAY_H) });
  return (
    <>
      {RATES.map(([label, name]) => (
        <td key={label}>{row[name] === null ? <None /> : t('percent', { value: Math.round(row[name] * 100) })}</td>
      ))}
      {TIMES.map(([label, name]) => (
        <td key={label}>{row[name] === null ? <None /> : hours(row[name])}</td>
      ))}
    </>
  );
}

function Withheld() {
  return <span className={css.withheld}>{useMessages(figuresMessages)('withheld')}</span>;
}

/** Nothing was decided, or it is not told: a dash for the eye, words for the ear. */
function None() {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{useMessages(figuresMessages)('unknown')}</span>
    </>
  );
}
