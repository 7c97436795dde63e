import type { Approach } from '../../../src/insight/feasibility/contract.ts';
import css from './Document.module.css';
import type { PartProps } from './FeasibilityResult.tsx';
import { nameOf } from './names.ts';
import { Scroll } from './Scroll.tsx';
import { WarningChart } from './WarningChart.tsx';
import type { Cell } from './words.ts';

/** How much warning there would be. */
export function WarningPart({ t, words, draft, result }: PartProps) {
  const plain = result.approaches.filter(({ failure }) => failure === 'none');
  const all = plain.find(({ place, by }) => place === null && by === null);
  const together = result.approaches.filter(({ place, by }) => place === null && by === null);
  if (all === undefined) return null;
  const nameOfRow = ({ place, by }: Approach): string => {
    if (by !== null) return t(`by.${by}`);
    return place === null ? t('all') : nameOf(t, draft.protected.places, place);
  };
  return (
    <section>
      <h2>{t('warning.title')}</h2>
      <p>{t('warning.lead')}</p>
      <dl className={css.figures}>
        <Figure label={t('warning.median')} value={time(all.warned.medianS)} after={t('warning.before')} />
        <Figure label={t('warning.worst')} value={time(all.warned.worstTenthS)} after={t('warning.before')} />
      </dl>
      {all.insideAtStart > 0 ? <p className={css.hint}>{t('warning.inside', { count: all.insideAtStart })}</p> : null}
      <h3>{t('warning.chart')}</h3>
      <WarningChart t={t} words={words} rows={plain.map((approach) => ({ name: nameOfRow(approach), approach }))} />
      <Table rows={plain} head={t('col.case')} name={nameOfRow} />
      <h3>{t('warning.failures')}</h3>
      <p className={css.hint}>{t('warning.failures.hint')}</p>
      <Table rows={together} head={t('col.case')} name={({ failure }) => t(`failure.${failure}`)} />
    </section>
  );

  function time(spread: Approach['warned']['medianS']): string {
    return spread === null ? t('never-drawn') : words.time(spread.value);
  }

  function Table({ rows, head, name }: { rows: readonly Approach[]; head: string; name: (row: Approach) => string }) {
    return (
      <Scroll label={head}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{head}</th>
              <th scope="col">{t('col.draws')}</th>
              <th scope="col">{t('col.warned.median')}</th>
              <th scope="col">{t('col.warned.worst')}</th>
              <th scope="col">{t('col.told.worst')}</th>
              <th scope="col">{t('col.under60')}</th>
              <th scope="col">{t('col.under120')}</th>
              <th scope="col">{t('col.under300')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.failure} ${row.place} ${row.by}`}>
                <th scope="row">{name(row)}</th>
                <td>{words.number(row.draws, 0)}</td>
                <Figures {...words.clockCell(row.warned.medianS)} />
                <Figures {...words.clockCell(row.warned.worstTenthS)} />
                <Figures {...words.clockCell(row.told.worstTenthS)} />
                <Figures {...words.shareCell(row.warned.under60)} />
                <Figures {...words.shareCell(row.warned.under120)} />
                <Figures {...words.shareCell(row.warned.under300)} />
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    );
  }
}

function Figure({ label, value, after }: { label: string; value: string; after: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <strong>{value}</strong> {after}
      </dd>
    </div>
  );
}

function Figures({ value, range }: Cell) {
  return (
    <td>
      {value}
      {range === null ? null : <small>{range}</small>}
    </td>
  );
}
