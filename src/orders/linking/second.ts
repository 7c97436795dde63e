/**
 * Records of two agencies are merged and parted by two people, one of each, where the pack says so. Those of one agency, by one. Fails toward
 * not done.
 */
import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import { stopWith } from '../../core/refusal.ts';
import { loadAgency, loadPeopleById } from '../../people/service.ts';
import { type Canonical, needsSecond, type Second } from '../../safeguards/service.ts';
import { actingPerson, type LinkingActor, type LinkingDeps } from './deps.ts';
import { monitoringOf } from './visible.ts';

/** Null: one person is enough. */
export async function secondFor(
  deps: LinkingDeps,
  tx: Sql,
  act: 'merge-records' | 'split-records',
  about: Readonly<Record<string, Canonical>>,
  personIds: readonly PersonId[],
  by: LinkingActor,
): Promise<Second | null> {
  const nowMs = deps.clock.nowMs();
  const people = await loadPeopleById(tx, personIds);
  const registers = new Set(people.map(({ agencyId }) => agencyId));
  const agency = people[0] === undefined ? null : await loadAgency(tx, people[0].agencyId);
  if (agency === null || people[0] === undefined) return stopWith('not-found', 'There are no such records.');
  const pack = deps.packs.current(agency.jurisdiction, nowMs);
  if (pack === null) return stopWith('conflict', 'There is no pack for the jurisdiction of these records.');
  const rule = pack.twoPerson.find((one) => one.act === act);
  if (registers.size < 2 || rule === undefined) return null;
  const person = actingPerson(by);
  if (person === null)
    return stopWith('forbidden', 'Records of two agencies are joined and parted by officers of both.');
  const concerned = [...registers, ...(await monitoringOf(tx, personIds, nowMs))];
  const wanted = { rule, about, jurisdiction: agency.jurisdiction, exercise: people[0].exercise, concerned };
  return needsSecond(tx, deps, wanted, person);
}
