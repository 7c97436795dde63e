/**
 * Clocks that no act starts: of papers of orders that ended before a pack said how long they are kept, of proceedings of which nothing
 * holds any more, and of a person's registration when nothing is kept about them under any order or proceeding. Looked at every hour.
 * Fails toward keeping a registration that may still be needed, and toward trying again.
 */

import type { OrderId } from '../core/ids.ts';
import { clocksOf, loadHeldBases, type RetentionClock, startClocks } from '../safeguards/service.ts';
import { decideClocks } from './decide-retention.ts';
import { loadEndings } from './endings.sql.ts';
import { basisOf, type EndingDeps } from './endings.ts';
import { loadOrderRow } from './orders.sql.ts';
import { keepEndMs } from './packs/calendar.ts';
import type { Pack } from './packs/pack.ts';
import {
  loadBasesNaming,
  loadEndingPage,
  loadPeopleNamed,
  loadProceedingsOver,
  type ProceedingOver,
} from './retention-clocks.sql.ts';

const AT_ONCE = 500;
const PAPERS = 'papers';

/** How many clocks were started. */
export async function startClocksThatNobodyStarts(deps: EndingDeps): Promise<number> {
  return (await papersOfOrders(deps)) + (await papersOfProceedings(deps)) + (await registrations(deps));
}

/** Bases under which something is or was kept about a person, the registration included. */
export async function basesOfPerson(deps: Pick<EndingDeps, 'database'>, personId: string): Promise<string[]> {
  return [...(await loadBasesNaming(deps.database, personId)), `registration:${personId}`];
}

async function papersOfOrders(deps: EndingDeps): Promise<number> {
  const { database, packs, clock } = deps;
  let started = 0;
  for await (const orderIds of pages(
    (after) => loadEndingPage(database, after, AT_ONCE),
    (id) => id,
  )) {
    const standing = await clocksOf(database, orderIds.map(basisOf));
    const without = orderIds.filter((id) => !standing.get(basisOf(id))?.some(({ what }) => what === PAPERS));
    for (const [orderId, { how, effectiveAtMs }] of await loadEndings(database, without)) {
      const order = await loadOrderRow(database, orderId as OrderId);
      const pack = order === null ? null : packs.forOrder(order, clock.nowMs());
      if (pack === null) continue;
      const clocks = decideClocks(pack, how, effectiveAtMs).filter(({ what }) => what === PAPERS);
      started += await begin(deps, basisOf(orderId), clocks);
    }
  }
  return started;
}

/**
 * From its closing, or the end of its last measure. One that nobody closed may go on: its clock is set only when it would have run out.
 */
async function papersOfProceedings(deps: EndingDeps): Promise<number> {
  const { database, packs, clock } = deps;
  const nowMs = clock.nowMs();
  let started = 0;
  const load = (after: string | null) => loadProceedingsOver(database, nowMs, after, AT_ONCE);
  for await (const over of pages(load, ({ proceedingId }) => proceedingId)) {
    const standing = await clocksOf(database, over.map(proceedingBasis));
    for (const one of over.filter((each) => !standing.has(proceedingBasis(each)))) {
      const pack = packs.forOrder(one, nowMs);
      const made = pack === null ? null : papersClock(pack, one);
      if (made === null || (one.closedAtMs === null && made.destroyAtMs > nowMs)) continue;
      started += await begin(deps, proceedingBasis(one), [made]);
    }
  }
  return started;
}

function papersClock(pack: Pack, { closedAtMs, lastEndMs }: ProceedingOver): RetentionClock | null {
  const rule = pack.retention.find(({ what, after }) => what === PAPERS && after === 'execution-ended');
  if (rule === undefined) return null;
  const startsAtMs = Math.max(closedAtMs ?? 0, lastEndMs ?? 0);
  const destroyAtMs = keepEndMs(startsAtMs, rule.keep, pack.timeZone);
  const because = closedAtMs === null ? 'measures-over' : 'closed';
  return { what: PAPERS, because, startsAtMs, destroyAtMs, article: rule.article, packVersion: pack.versionId };
}

/** HAZARD H-497: a registration goes only when every order and proceeding that names the person is over, and nothing of them is kept. */
async function registrations(deps: EndingDeps): Promise<number> {
  const { database, packs, clock } = deps;
  const nowMs = clock.nowMs();
  let started = 0;
  for await (const people of pages(
    (after) => loadPeopleNamed(database, after, AT_ONCE),
    ({ personId }) => personId,
  )) {
    const bases = [...new Set(people.flatMap((person) => person.bases))];
    const standing = await clocksOf(database, [...bases, ...people.map(({ personId }) => `registration:${personId}`)]);
    const held = await loadHeldBases(database, bases);
    for (const { personId, bases: theirs } of people) {
      const running = standing.get(`registration:${personId}`)?.some(({ because }) => because !== 'left');
      if (running === true || theirs.some((basis) => held.has(basis))) continue;
      const papers = theirs.map((basis) => standing.get(basis)?.find(({ what }) => what === PAPERS));
      if (papers.some((one) => one === undefined || one.destroyAtMs > nowMs)) continue;
      const last = papers.reduce((a, b) => (a!.destroyAtMs >= b!.destroyAtMs ? a : b))!;
      const rule = packs.version(last.packVersion)?.retention.find(({ what }) => what === 'registration');
      if (rule === undefined) continue;
      const { article } = rule;
      const times = { startsAtMs: last.destroyAtMs, destroyAtMs: last.destroyAtMs };
      const made = { what: 'registration', because: 'last-basis', article, packVersion: last.packVersion, ...times };
      started += await begin(deps, `registration:${personId}`, [made]);
    }
  }
  return started;
}

async function begin(
  { database, clock }: EndingDeps,
  basis: string,
  clocks: readonly RetentionClock[],
): Promise<number> {
  return (await database.transaction((tx) => startClocks(tx, basis, clocks, clock.nowMs()))).length;
}

function proceedingBasis({ proceedingId }: { readonly proceedingId: string }): string {
  return `proceeding:${proceedingId}`;
}

async function* pages<T>(load: (after: string | null) => Promise<T[]>, idOf: (one: T) => string): AsyncIterable<T[]> {
  let after: string | null = null;
  for (;;) {
    const page = await load(after);
    if (page.length === 0) return;
    yield page;
    after = idOf(page.at(-1)!);
  }
}
