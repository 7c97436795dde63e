/**
 * Statutory registers: views over what was written anyway - warrants and their events, grants by rules of urgency, removals, destructions. Nothing
 * is kept for them alone, so none can leave out what happened. Who reads which stands in the pack. Fails toward refusing; a register that is cut says so.
 */
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { DAY_MS, toIso } from '../../core/time.ts';
import { loadRemovals } from '../../devices/service.ts';
import { loadUses } from '../../disclosure/service.ts';
import type { Pack } from '../../orders/contract.ts';
import { dayBeginsMs } from '../../orders/packs/calendar.ts';
import type { REGISTER_READERS } from '../../orders/packs/warrant-rules.ts';
import { loadOrderIdsOfAgency, loadPairsUnder } from '../../orders/service.ts';
import { loadAgencies, loadAgency } from '../../people/service.ts';
import type { RegisterId, RegisterJson, RegisterListJson, RegisterRow } from '../../safeguards/registers/contract.ts';
import { audit, provenBetween } from '../../safeguards/service.ts';
import {
  loadHistories,
  WARRANT_LIMITS,
  type WarrantEvent,
  type WarrantHistory,
} from '../../safeguards/warrants/service.ts';
import { actorOf, packNow, type WarrantDeps } from './deps.ts';
import type { Party } from './parties.ts';
import { namesFor } from './views.ts';

type Reader = (typeof REGISTER_READERS)[number];
export type RegisterDeps = Pick<WarrantDeps, 'database' | 'packs' | 'clock'>;

const READERS: Readonly<Partial<Record<Party['kind'], Reader>>> = {
  officer: 'monitoring',
  police: 'police',
  prosecutor: 'prosecutor',
  judge: 'court',
  clerk: 'court',
  overseer: 'oversight',
};

interface Reading {
  readonly reader: Reader;
  readonly by: Party;
  readonly pack: Pack;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Rows of one kind of register, in that time, that the reader may see; `isWhole` false: there were more. */
type Source = (
  deps: RegisterDeps,
  reading: Reading,
) => Promise<{ readonly rows: RegisterRow[]; readonly isWhole: boolean }>;

const SOURCES: Readonly<Record<RegisterId, readonly Source[]>> = {
  warrants: [warrantRows],
  usage: [usageRows],
  removals: [removalRows],
  destructions: [destroyedCopies, erasures],
};

/** Those that the pack opens to whoever asks. */
export async function listRegisters(deps: RegisterDeps, by: Party): Promise<RegisterListJson> {
  const { pack, reader } = await standingOf(deps, by);
  const open = pack.registers.filter(({ readableBy }) => reader !== null && readableBy.includes(reader));
  return {
    ...{ serverTimeMs: deps.clock.nowMs(), timeZone: pack.timeZone },
    registers: open.map(({ id, name, nameEn, article }) => ({ id, name, nameEn, article })),
  };
}

/** `purpose`: 'register' to read, 'register-export' to take away. Written down before it is answered. */
export async function readRegister(
  deps: RegisterDeps,
  id: RegisterId,
  days: { readonly from: string; readonly to: string },
  by: Party,
  purpose: 'register' | 'register-export',
): Promise<Outcome<RegisterJson, Refusal>> {
  const { pack, reader } = await standingOf(deps, by);
  const rule = pack.registers.find((one) => one.id === id);
  if (rule === undefined || reader === null || !rule.readableBy.includes(reader))
    return refuse('not-found', 'There is no such register for your office.');
  const fromMs = dayBeginsMs(days.from, pack.timeZone);
  const untilMs = dayBeginsMs(nextDay(days.to), pack.timeZone);
  if (untilMs <= fromMs) return refuse('invalid', 'The last day lies before the first.');
  const nowMs = deps.clock.nowMs();
  const about = { register: id, from: days.from, to: days.to };
  await audit(deps.database, [{ atMs: nowMs, actor: actorOf(by), action: 'register.read', purpose, about }]);
  const reading = { reader, by, pack, fromMs, untilMs };
  const found = await Promise.all(SOURCES[id].map((source) => source(deps, reading)));
  const rows = found.flatMap((one) => one.rows).sort((a, b) => a.atMs - b.atMs);
  const keep = pack.retention.find(({ what }) => what === (id === 'usage' ? 'ledger' : 'register'));
  return ok({
    ...{
      serverTimeMs: nowMs,
      timeZone: pack.timeZone,
      id,
      name: rule.name,
      nameEn: rule.nameEn,
      article: rule.article,
    },
    exercise: by.exercise,
    keep:
      keep === undefined
        ? null
        : { years: keep.keep.years ?? null, days: keep.keep.days ?? null, article: keep.article },
    isWhole: found.every(({ isWhole }) => isWhole),
    overdue: id === 'warrants' ? await overdueOf(deps, reading) : 0,
    rows,
  });
}

async function standingOf(deps: RegisterDeps, by: Party) {
  const agency = await loadAgency(deps.database, by.agencyId);
  if (agency === null) throw new Error('whoever is signed in has an agency');
  return { pack: packNow(deps, agency.jurisdiction), reader: READERS[by.kind] ?? null };
}

function nextDay(date: string): string {
  return toIso(Date.parse(`${date}T00:00:00Z`) + DAY_MS).slice(0, 10);
}

/** Oversight a jurisdiction, a court what is before it, an office what it asked for, monitoring what was told of its orders. */
async function historiesOf(
  { database }: RegisterDeps,
  { reader, by, pack }: Reading,
): Promise<readonly WarrantHistory[]> {
  const most = WARRANT_LIMITS.registerRows;
  if (reader === 'court') return loadHistories(database, { courtId: by.agencyId }, most);
  if (reader === 'police' || reader === 'prosecutor') return loadHistories(database, { agencyId: by.agencyId }, most);
  const all = await loadHistories(database, { jurisdiction: pack.jurisdiction }, most);
  if (reader === 'oversight') return all;
  const orders = new Set(await loadOrderIdsOfAgency(database, by.agencyId));
  return all.filter(({ warrant }) => orders.has(warrant.orderId));
}

async function overdueOf(deps: RegisterDeps, reading: Reading): Promise<number> {
  const nowMs = deps.clock.nowMs();
  const isOverdue = ({ warrant }: WarrantHistory) =>
    warrant.state === 'late' || (warrant.state.startsWith('emergency') && nowMs >= (warrant.permissionDueMs ?? nowMs));
  return (await historiesOf(deps, reading)).filter(isOverdue).length;
}

async function warrantRows(deps: RegisterDeps, reading: Reading) {
  return eventRows(deps, reading, () => true);
}

async function destroyedCopies(deps: RegisterDeps, reading: Reading) {
  return eventRows(deps, reading, ({ body }) => body.kind === 'copy-destroyed' || body.kind === 'confirmed');
}

/** Certificates of erasure: of orders and proceedings, as ids, of the reader's own orders; oversight reads all. */
async function erasures({ database }: RegisterDeps, { reader, by, pack, fromMs, untilMs }: Reading) {
  const most = WARRANT_LIMITS.registerRows;
  const found = await provenBetween(database, fromMs, untilMs, most + 1);
  const jurisdiction = `${pack.jurisdiction}@`;
  const own = reader === 'oversight' ? null : new Set(await loadOrderIdsOfAgency(database, by.agencyId));
  const rows = found
    .slice(0, most)
    .filter(({ packVersion }) => packVersion.startsWith(jurisdiction))
    .filter(({ basis }) => own === null || own.has(basis.replace(/^order:/, '') as never))
    .map(
      (one): RegisterRow => ({
        ...{ atMs: one.provenAtMs ?? one.begunAtMs, what: 'erased', of: one.basis, office: '', by: one.cause },
        ...{ purpose: one.because, article: one.article },
        more: { part: one.part, keys: one.keyIds.length, rows: one.rowsGone, audit: one.auditNumber ?? 0 },
        ledger: null,
      }),
    );
  return { rows, isWhole: found.length <= most };
}

async function eventRows(deps: RegisterDeps, reading: Reading, isMeant: (event: WarrantEvent) => boolean) {
  const histories = await historiesOf(deps, reading);
  const names = await namesFor(
    deps.database,
    histories.map(({ warrant }) => warrant),
  );
  const rows = histories.flatMap(({ warrant, events }) =>
    events
      .filter((event) => event.atMs >= reading.fromMs && event.atMs < reading.untilMs && isMeant(event))
      .map(
        (event): RegisterRow => ({
          ...{
            atMs: event.atMs,
            what: event.body.kind,
            of: warrant.number,
            office: names.offices.get(warrant.agencyId) ?? '',
          },
          by: [event.byKind, event.byId ?? ''].join(' ').trim(),
          ...{ purpose: warrant.use, article: warrant.article },
          more: { case: names.labels.get(warrant.orderId) ?? '', ...moreOf(event.body) },
          ledger: 'ledgerNumber' in event.body ? event.body.ledgerNumber : null,
        }),
      ),
  );
  const most = WARRANT_LIMITS.registerRows;
  return { rows: rows.slice(0, most), isWhole: histories.length < most && rows.length <= most };
}

function moreOf(body: WarrantEvent['body']): RegisterRow['more'] {
  const period = 'period' in body ? body.period : null;
  return {
    ...(period === null ? {} : { from: toIso(period.fromMs), until: toIso(period.untilMs) }),
    ...('result' in body ? { result: body.result } : {}),
    ...('because' in body ? { because: body.because } : {}),
    ...('outside' in body ? { outside: body.outside } : {}),
    ...('positions' in body ? { positions: body.positions } : {}),
    ...('permissionDueMs' in body ? { due: toIso(body.permissionDueMs) } : {}),
    ...('accessUntilMs' in body && body.accessUntilMs !== null ? { access: toIso(body.accessUntilMs) } : {}),
    ...('version' in body ? { file: body.version } : {}),
  };
}

/** Positions that were shown with a notice of urgency, by the rules that say so in any version of the pack. */
async function usageRows({ database, packs }: RegisterDeps, { reader, by, pack, fromMs, untilMs }: Reading) {
  const versions = packs.all().filter(({ jurisdiction }) => jurisdiction === pack.jurisdiction);
  const rules = new Map(
    versions.flatMap((one) =>
      one.disclosure.filter((rule) => rule.recordsUrgency).map((rule) => [rule.id, rule.article]),
    ),
  );
  const most = WARRANT_LIMITS.registerRows;
  const pairs = await loadPairsUnder(database, pack.jurisdiction, reader === 'oversight' ? null : by.agencyId);
  const asked = { pairIds: [...pairs.keys()], rules: [...rules.keys()] };
  const found = await loadUses(database, asked, { fromMs, untilMs }, most + 1);
  const uses = found.map((use) => ({ ...use, orderId: pairs.get(use.pairId) ?? '' }));
  const names = await namesFor(database, uses);
  const rows = uses.slice(0, most).map(
    (use): RegisterRow => ({
      ...{ atMs: use.givenAtMs, what: 'shown', of: names.labels.get(use.orderId) ?? '', office: '' },
      ...{ by: `${use.viewerKind} ${use.viewerId}`, purpose: 'notify-protected', article: rules.get(use.rule) ?? '' },
      more: { rule: use.rule, shown: use.shown, ...(use.distanceM === null ? {} : { distanceM: use.distanceM }) },
      ledger: use.ledgerNumber,
    }),
  );
  return { rows, isWhole: uses.length <= most };
}

async function removalRows({ database }: RegisterDeps, { reader, by, pack, fromMs, untilMs }: Reading) {
  const agencies = new Map((await loadAgencies(database)).map((one) => [one.agencyId as string, one]));
  const found = await loadRemovals(database, reader === 'oversight' ? null : by.agencyId);
  const rows = found
    .filter((one) => one.requestedAtMs >= fromMs && one.requestedAtMs < untilMs)
    .filter((one) => agencies.get(one.agencyId)?.jurisdiction === pack.jurisdiction)
    .map(
      (one): RegisterRow => ({
        ...{
          atMs: one.requestedAtMs,
          what: 'removal',
          of: one.removalId,
          office: agencies.get(one.agencyId)?.name ?? '',
        },
        ...{
          by: one.requestedBy ?? '',
          purpose: one.reason,
          article: pack.registers.find(({ id }) => id === 'removals')?.article ?? '',
        },
        more: {
          ...{ from: toIso(one.fromMs), until: toIso(one.untilMs), decision: one.decision ?? 'none' },
          ...(one.decidedBy === null ? {} : { decidedBy: one.decidedBy }),
          ...(one.endedAtMs === null ? {} : { ended: toIso(one.endedAtMs) }),
        },
        ledger: null,
      }),
    );
  return { rows, isWhole: true };
}
