import type { FeasibilityInput } from '../../../src/insight/feasibility/contract.ts';
import { LEVELS_SHOWN } from '../../../src/insight/feasibility/contract.ts';
import { LevelShape } from '../parts/LevelShape.tsx';
import css from './Document.module.css';
import { RING } from './draft.ts';
import type { PartProps } from './FeasibilityResult.tsx';
import { nameOf } from './names.ts';
import { Scroll } from './Scroll.tsx';

/** What an order would do to two ordinary lives. */
export function OrdinaryPart({ t, words, draft, result, request }: PartProps & { request: FeasibilityInput }) {
  const { ordinary, overlaps } = result;
  const wearer = (id: string | null) => nameOf(t, draft.wearer.places, id);
  const person = (id: string | null) => nameOf(t, draft.protected.places, id);
  const most = Math.max(1, ...LEVELS_SHOWN.map((level) => ordinary.minutes[level].max));
  const isQuiet = LEVELS_SHOWN.every((level) => level === 'notice' || ordinary.alarms[level].max === 0);
  return (
    <section>
      <h2>{t('ordinary.title')}</h2>
      {isQuiet ? <p>{t('ordinary.none')}</p> : null}
      <Scroll label={t('ordinary.chart')}>
        <table className={css.table}>
          <caption>{t('ordinary.chart')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('col.level')}</th>
              <th scope="col">{t('col.alarms')}</th>
              <th scope="col">{t('col.range')}</th>
              <th scope="col">{t('col.minutes')}</th>
              <th scope="col">{t('col.range')}</th>
              <td className={css.barCell} />
            </tr>
          </thead>
          <tbody>
            {LEVELS_SHOWN.map((level) => (
              <tr key={level}>
                <th scope="row" className={css.level}>
                  <LevelShape level={level} /> {t(`level.${level}`)}
                </th>
                <td>{words.aWeek(ordinary.alarms[level])}</td>
                <td>{words.range(ordinary.alarms[level])}</td>
                <td>{words.aWeek(ordinary.minutes[level])}</td>
                <td>{words.range(ordinary.minutes[level])}</td>
                <td className={css.barCell} aria-hidden="true">
                  <i data-level={level} style={{ width: `${(ordinary.minutes[level].mean / most) * 100}%` }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <ul className={css.lines}>
        <li>{t('ordinary.unknown', { share: words.share(ordinary.unknownShare.mean) })}</li>
        <li>
          {t('ordinary.meetings', {
            ...{ count: words.aWeek(ordinary.meetings), minutes: words.aWeek(ordinary.meetingMinutes) },
          })}
        </li>
        {Object.entries(ordinary.ringEntries).map(([name, entries]) => (
          <li key={name}>
            {t('ordinary.ring', {
              name: name === RING ? t('ring.police') : name,
              metres: request.rings?.[name] ?? 0,
              count: words.aWeek(entries),
            })}
          </li>
        ))}
        {ordinary.prohibited.map(({ id, warnings, minutes }, i) => (
          <li key={id}>
            {t('prohibited.line', {
              name: t('area.name', { number: draft.prohibited[i]?.key ?? i + 1 }),
              ...{ warnings: words.aWeek(warnings), minutes: words.aWeek(minutes) },
            })}
          </li>
        ))}
      </ul>
      <h3>{t('ordinary.where')}</h3>
      {ordinary.where.length === 0 ? (
        <p>{t('ordinary.where.none')}</p>
      ) : (
        <Scroll label={t('ordinary.where')}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('col.wearer')}</th>
                <th scope="col">{t('col.protected')}</th>
                <th scope="col">{t('col.alert-minutes')}</th>
                <th scope="col">{t('col.notice-minutes')}</th>
              </tr>
            </thead>
            <tbody>
              {ordinary.where.map((row) => (
                <tr key={`${row.wearer} ${row.protected}`}>
                  <th scope="row">{wearer(row.wearer)}</th>
                  <th scope="row">{person(row.protected)}</th>
                  <td>{words.number(row.minutes)}</td>
                  <td>{words.number(row.noticeMinutes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {overlaps.length > 0 ? (
        <>
          <h3>{t('overlap.title')}</h3>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('col.wearer')}</th>
                <th scope="col">{t('col.protected')}</th>
                <th scope="col">{t('col.distance')}</th>
                <th scope="col">{t('col.within')}</th>
              </tr>
            </thead>
            <tbody>
              {overlaps.map((row) => (
                <tr key={`${row.wearer} ${row.protected}`}>
                  <th scope="row">{wearer(row.wearer)}</th>
                  <th scope="row">{person(row.protected)}</th>
                  <td>{t('metres', { count: words.number(row.distanceM, 0) })}</td>
                  <td>{t(`within.${row.within}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : null}
    </section>
  );
}
