/**
 * What holds for a wearer now: orders, proceedings, device, duties, what is due, whom to call. Reads only. Nothing in it comes from a pair (I-4);
 * what was not served is not told before its time.
 */
import type { PersonId } from '../../core/ids.ts';
import { stopWith } from '../../core/refusal.ts';
import { DAY_MS, HOUR_MS } from '../../core/time.ts';
import { emptyAtMs } from '../../devices/decide-health.ts';
import { stateAt } from '../../devices/life.ts';
import { loadOwnDevices } from '../../devices/own-devices.ts';
import type { OwnBreachJson } from '../../incidents/breaches/contract.ts';
import { type CourtOrder, endOf, inForce } from '../../orders/order.ts';
import { loadPlaceNames } from '../../orders/place-names.ts';
import { documentsJson } from '../../orders/process/document-list.ts';
import type { ProceedingRow } from '../../orders/process/service.ts';
import { rowJson } from '../../orders/process/views.ts';
import { loadLawyers } from '../../people/rights/service.ts';
import { loadAgency, loadPerson, readIdentity } from '../../people/service.ts';
import { loadOwnBreaches } from './breaches.ts';
import type { OverviewJson, OwnDeviceJson, OwnOrderJson, OwnProceedingJson } from './contract.ts';
import { timeZoneOf, type WearerDeps } from './deps.ts';
import type { Subject } from './subject.ts';
import { ordersAgainst, proceedingsAgainst } from './told.ts';

/** An order that is over is still shown for so long; what is held under it longer, in its own list. */
const SHOWN_AFTER_MS = 31 * DAY_MS;
const CHARGE_BELOW_PCT = 30;
const CHARGE_WITHIN_MS = 6 * HOUR_MS;
const SOON_MS = 14 * DAY_MS;

export async function loadOverview(deps: WearerDeps, subject: Subject): Promise<OverviewJson> {
  const nowMs = deps.clock.nowMs();
  const { wearerId } = subject;
  const person = await loadPerson(deps.database, wearerId);
  if (person === null) return stopWith('not-found', 'There is no such page.');
  const known = await ordersAgainst(deps.database, wearerId);
  const orders: OwnOrderJson[] = [];
  for (const order of known)
    if (endOf(order).atMs > nowMs - SHOWN_AFTER_MS) orders.push(await orderJson(deps, order, nowMs));
  const devices = await devicesOf(deps, wearerId, person.agencyId, nowMs);
  const proceedings = await proceedingsOf(deps, wearerId, nowMs);
  const agency = await loadAgency(deps.database, person.agencyId);
  const breaches = await loadOwnBreaches(deps, wearerId);
  return {
    ...{ serverTimeMs: nowMs, exercise: person.exercise, isLawyer: subject.isLawyer, orders, proceedings, devices },
    name: await nameOf(deps, wearerId, subject),
    timeZone: timeZoneOf(deps, known),
    office: { name: agency?.name ?? '', phone: agency?.phone ?? null },
    emergencyNumber: deps.packs.current(agency?.jurisdiction ?? '', nowMs)?.emergencyNumber ?? '',
    reminders: remindersOf({ orders, devices, proceedings }, breaches, nowMs),
    lawyers: await lawyersOf(deps, wearerId, subject),
  };
}

export async function nameOf(
  deps: WearerDeps,
  personId: PersonId,
  { actor }: Pick<Subject, 'actor'>,
  purpose = 'own-data',
): Promise<string> {
  return (await readIdentity(deps, personId, { actor, purpose }))?.name ?? '';
}

async function lawyersOf(deps: WearerDeps, wearerId: PersonId, subject: Subject): Promise<OverviewJson['lawyers']> {
  const links = await loadLawyers(deps.database, wearerId);
  return Promise.all(
    links.map(async ({ lawyerId, fromMs }) => ({ lawyerId, fromMs, name: await nameOf(deps, lawyerId, subject) })),
  );
}

async function orderJson(deps: WearerDeps, order: CourtOrder, nowMs: number): Promise<OwnOrderJson> {
  const pack = deps.packs.forOrder(order, nowMs);
  const measure = pack?.measures.find(({ id }) => id === order.measure);
  const end = endOf(order);
  const agency = await loadAgency(deps.database, order.agencyId);
  const { orderId, label, jurisdiction, fromMs, untilMs, restraintM } = order;
  return {
    ...{ orderId, label, jurisdiction, fromMs, untilMs, restraintM, inForce: inForce(order, nowMs) },
    timeZone: pack?.timeZone ?? 'UTC',
    measure: {
      name: measure?.name ?? order.measure,
      nameEn: measure?.nameEn ?? order.measure,
      article: measure?.article ?? '',
    },
    ended: end.atMs <= nowMs ? { atMs: end.atMs, how: end.how } : null,
    places: await loadPlaceNames(deps, orderId),
    office: { name: agency?.name ?? '', phone: agency?.phone ?? null },
  };
}

async function proceedingsOf(deps: WearerDeps, wearerId: PersonId, nowMs: number): Promise<OwnProceedingJson[]> {
  const shown: OwnProceedingJson[] = [];
  for (const row of (await proceedingsAgainst(deps.database, wearerId)).told)
    shown.push(await proceedingJson(deps, row, await rowJson(deps.process, row), nowMs));
  return shown;
}

async function proceedingJson(
  deps: WearerDeps,
  row: ProceedingRow,
  known: Awaited<ReturnType<typeof rowJson>>,
  nowMs: number,
): Promise<OwnProceedingJson> {
  const measures = deps.packs.forOrder({ ...row, createdAtMs: nowMs }, nowMs)?.measures ?? [];
  const appeal = known.clocks.find(({ kind, of }) => kind === 'appeal' && of.includes('respondent'));
  const court = row.courtId === null ? null : await loadAgency(deps.database, row.courtId);
  const documents = await documentsJson(deps, row.proceedingId, null);
  return {
    ...{ number: row.number, jurisdiction: row.jurisdiction, timeZone: known.timeZone },
    measures: known.measures.map((one) => {
      const rule = measures.find(({ id }) => id === one.measure);
      const { fromMs, endMs, inForce: holds } = one;
      const named = {
        name: rule?.name ?? one.measure,
        nameEn: rule?.nameEn ?? one.measure,
        article: rule?.article ?? '',
      };
      return { ...named, fromMs, untilMs: one.ended?.atMs ?? endMs, inForce: holds };
    }),
    appeal:
      appeal === undefined
        ? null
        : {
            ...{ dueMs: appeal.dueMs, article: appeal.article, mayMove: appeal.mayMove ?? false },
            court: court === null ? null : { name: court.name, phone: court.phone },
          },
    papers: documents.flatMap(({ documentId, what, version }) =>
      what === 'order-pdf' ? [{ documentId, version }] : [],
    ),
  };
}

/** Whether the document is a paper of an order that the wearer was told of. */
export async function isOwnPaper(deps: WearerDeps, wearerId: PersonId, documentId: string): Promise<boolean> {
  const own = await proceedingsOf(deps, wearerId, deps.clock.nowMs());
  return own.some(({ papers }) => papers.some((paper) => paper.documentId === documentId));
}

async function devicesOf(
  deps: WearerDeps,
  wearerId: PersonId,
  agencyId: string,
  nowMs: number,
): Promise<OwnDeviceJson[]> {
  const agency = await loadAgency(deps.database, agencyId);
  const duties = deps.desk.dutiesOf(agency?.jurisdiction ?? '') ?? [];
  const devices: OwnDeviceJson[] = [];
  for (const { deviceId, life, events, removal } of await loadOwnDevices(deps.database, wearerId)) {
    const health = deps.healthOf(deviceId);
    const reserved = life.state === 'reserved' ? events.findLast(({ kind }) => kind === 'reserved') : undefined;
    const { lastContactMs, lastPositionMs, batteryPct, charging, strap } = health;
    devices.push({
      ...{ deviceId, state: stateAt(life, nowMs), lastContactMs, lastPositionMs, batteryPct, charging, strap },
      emptyAtMs: emptyAtMs(health, nowMs),
      duties: duties.map(({ id, article }) => {
        const read = events.findLast((event) => event.kind === 'duty-acknowledged' && event.reason === id);
        return { id, article, readAtMs: life.duties.has(id) ? (read?.atMs ?? null) : null };
      }),
      removal:
        removal === null
          ? null
          : {
              ...{ reason: removal.reason, fromMs: removal.fromMs, untilMs: removal.untilMs },
              decision: removal.decision,
            },
      appointment: reserved?.fromMs == null ? null : { atMs: reserved.fromMs, place: reserved.words },
    });
  }
  return devices;
}

function remindersOf(
  { orders, devices, proceedings }: Pick<OverviewJson, 'orders' | 'devices' | 'proceedings'>,
  breaches: readonly OwnBreachJson[],
  nowMs: number,
): OverviewJson['reminders'] {
  const reminders: OverviewJson['reminders'] = [];
  for (const { batteryPct, charging, emptyAtMs: emptyMs, strap, state, appointment, removal } of devices) {
    const isLow = (batteryPct ?? 100) < CHARGE_BELOW_PCT || (emptyMs !== null && emptyMs - nowMs < CHARGE_WITHIN_MS);
    if (isLow && charging !== true && state === 'fitted') reminders.push({ kind: 'charge', atMs: emptyMs });
    if (strap === 'open' && state === 'fitted') reminders.push({ kind: 'strap', atMs: null });
    if (appointment !== null && appointment.atMs > nowMs)
      reminders.push({ kind: 'appointment', atMs: appointment.atMs });
    if (removal?.decision === 'approved') reminders.push({ kind: 'removal-ends', atMs: removal.untilMs });
  }
  for (const { appeal } of proceedings)
    if (appeal !== null && appeal.dueMs !== null) reminders.push({ kind: 'appeal', atMs: appeal.dueMs });
  for (const order of orders)
    if (order.inForce && order.untilMs - nowMs < SOON_MS) reminders.push({ kind: 'order-ends', atMs: order.untilMs });
  for (const { state, acts } of breaches) {
    const dueMs = acts.find(({ kind }) => kind === 'put')?.answerDueMs ?? null;
    if (state === 'put' && dueMs !== null) reminders.push({ kind: 'answer', atMs: dueMs });
  }
  return reminders.sort((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0));
}
