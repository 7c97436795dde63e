import type { FeasibilityInput } from '../../../src/insight/feasibility/contract.ts';
import css from './Document.module.css';
import type { PartProps } from './FeasibilityResult.tsx';

/** Hours, land and disclosures: what is weighed against the warning. */
export function WeighPart({ t, words, result, request }: PartProps & { request: FeasibilityInput }) {
  const p = result.proportionality;
  const km2 = (value: number) => `${words.number(value, value < 10 ? 2 : 0)} ${t('square')}`;
  const rows: [string, string][] = [
    [t('weigh.hours'), words.number(p.hours, 0)],
    [t('weigh.week'), words.number(p.hoursAWeek, 0)],
    [t('weigh.known.wearer'), words.share(p.wearerKnownShare.mean)],
    [t('weigh.known.protected'), words.share(p.protectedKnownShare.mean)],
    [t('weigh.reports.wearer'), words.aWeek(p.wearerReports, 0)],
    [t('weigh.reports.protected'), words.aWeek(p.protectedReports, 0)],
    [t('weigh.area.wearer'), km2(p.wearerKm2.mean)],
    [t('weigh.area.protected'), km2(p.protectedKm2.mean)],
    [t('weigh.area.rings', { metres: request.restraintM }), km2(p.restraintKm2)],
    [t('weigh.area.rings', { metres: request.warnM }), km2(p.warnKm2)],
    [t('weigh.area.rings', { metres: request.noticeM }), km2(p.noticeKm2)],
  ];
  const seen = [
    ['weigh.sees.protected-wearer', p.protectedSeesWearer],
    ['weigh.sees.officers-wearer', p.officersSeeWearer],
    ['weigh.sees.officers-protected', p.officersSeeProtected],
  ] as const;
  return (
    <section>
      <h2>{t('weigh.title')}</h2>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('col.what')}</th>
            <th scope="col">{t('col.value')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([what, figure]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{figure}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{t('weigh.sees')}</h3>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('col.what')}</th>
            <th scope="col">{t('col.point')}</th>
            <th scope="col">{t('col.band')}</th>
            <th scope="col">{t('col.unknown')}</th>
          </tr>
        </thead>
        <tbody>
          {seen.map(([key, figures]) => (
            <tr key={key}>
              <th scope="row">{t(key)}</th>
              {(['point', 'band', 'unknown'] as const).map((kind) => (
                <td key={kind}>
                  {words.aWeek(figures[kind])}
                  {figures[kind].max > figures[kind].min ? ` (${words.range(figures[kind])})` : ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
