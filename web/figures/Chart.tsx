import type { Figure, Figures } from '../../src/insight/applications/contract.ts';
import { figuresMessages } from '../ui/messages/figures/catalogue.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import css from './Chart.module.css';
import { useNames } from './use-names.ts';

const PARTS = ['granted', 'partly', 'refused', 'pending', 'withdrawn'] as const;

/** A bar a row, its parts as they add up; what is withheld is hatched and has no length of its own. The table says the same. */
export function Chart({ figures }: { figures: Figures }) {
  const t = useMessages(figuresMessages);
  const nameOf = useNames(figures);
  const longest = Math.max(1, ...figures.rows.map(lengthOf));
  return (
    <figure className={css.chart} aria-label={t('chart')}>
      <figcaption>
        {t('chart')}. <span className="visually-hidden">{t('chart.text')}</span>
      </figcaption>
      <ul className={css.legend} aria-hidden="true">
        {PARTS.map((part) => (
          <li key={part}>
            <i data-part={part} /> {t(part)}
          </li>
        ))}
        {figures.countMin === null ? null : (
          <li>
            <i data-part="withheld" /> {t('withheld')}
          </li>
        )}
      </ul>
      <div className={css.bars} aria-hidden="true">
        {figures.rows.map((row) => (
          <div key={row.key} className={css.row}>
            <span className={css.name}>{nameOf(row.key)}</span>
            <span className={css.bar} style={{ width: `${(lengthOf(row) / longest) * 100}%` }}>
              {PARTS.map((part) => (row[part] === 0 ? null : <Part key={part} part={part} count={row[part]} />))}
            </span>
          </div>
        ))}
      </div>
    </figure>
  );
}

function Part({ part, count }: { part: string; count: number | null }) {
  if (count === null) return <i data-part="withheld" style={{ flexGrow: 1 }} />;
  return (
    <i data-part={part} style={{ flexGrow: count }}>
      {count}
    </i>
  );
}

/** What is told of a row, and one for each part that is withheld. */
function lengthOf(row: Figure): number {
  return PARTS.reduce((sum, part) => sum + (row[part] ?? 1), 0);
}
