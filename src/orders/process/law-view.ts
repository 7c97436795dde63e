/** The law that holds now, as forms need it: no rule is repeated in a page. */
import { refuse, valueOrRefuse } from '../../core/refusal.ts';
import { loadAgencies, loadAgency } from '../../people/service.ts';
import { MONITORING_EVENTS } from '../packs/procedure.ts';
import type { LawJson } from './contract.ts';
import type { Doer, ProcessDeps } from './deps.ts';
import type { Law } from './law.ts';

export async function lawJson(deps: Pick<ProcessDeps, 'database' | 'clock' | 'lawNow'>, doer: Doer): Promise<LawJson> {
  const agency = await loadAgency(deps.database, doer.agencyId);
  const law = agency === null ? null : deps.lawNow(agency.jurisdiction, deps.clock.nowMs());
  if (law === null) return valueOrRefuse(refuse('not-found', 'The jurisdiction has no pack.'));
  const offices = (await loadAgencies(deps.database)).filter(({ jurisdiction }) => jurisdiction === law.jurisdiction);
  return {
    ...{ jurisdiction: law.jurisdiction, versionId: law.versionId, timeZone: law.timeZone, mode: law.mode },
    emergencyNumber: law.emergencyNumber,
    offices: offices.map(({ agencyId, name, role }) => ({ agencyId, name, role })),
    procedures: law.procedures.map(procedureJson),
    measures: law.measures.map((one) => measureJson(law, one, deps.clock.nowMs())),
    distances: Object.fromEntries(Object.entries(law.distances).map(([name, rule]) => [name, { ...rule }])),
    noticeEvents: MONITORING_EVENTS.filter((event) => law.notices.some(({ on }) => on === event)),
  };
}

function procedureJson(one: Law['procedures'][number]) {
  const tie = one.petitionAfterRefusal;
  return {
    ...{ id: one.id, name: one.name, nameEn: one.nameEn, article: one.article, decidedBy: one.decidedBy },
    ...{ filedBy: [...one.filedBy], askedBy: [...one.askedBy], imposedBy: one.imposed?.by ?? null },
    petition: tie === null ? null : { of: tie.of, article: tie.article, within: tie.within },
    hearing: one.hearing?.of ?? null,
    interimMeasures: [...(one.interim?.measures ?? [])],
  };
}

function measureJson(law: Law, one: Law['measures'][number], nowMs: number) {
  return {
    ...{ id: one.id, name: one.name, nameEn: one.nameEn, article: one.article, procedure: one.procedure },
    ...{ demands: [...one.demands], device: one.device, duration: one.duration },
    longestUntilMs: one.duration === null ? null : law.endOf(nowMs, one.duration),
    // Null: as often as it is renewed.
    extensionsMax: one.extensions === null ? 0 : one.extensions.countMax,
    fittingNamed: one.fitting?.by === 'as-decided',
  };
}
