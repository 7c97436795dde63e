/**
 * To whom staff are related, and whom many know: declared by a record's id, or by a name that a record bears or may come to bear. Whether there
 * is such a record is never answered: declaring is no way of asking. Names are sealed; the log tells that something was declared, not of whom.
 * Fails toward asking: what was declared stands until an overseer takes it back.
 */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Sql } from '../../core/database.ts';
import { stopWith } from '../../core/refusal.ts';
import { toIso } from '../../core/time.ts';
import { digestsOf, loadPeopleById } from '../../people/service.ts';
import {
  audit,
  type DeclaredName,
  deleteName,
  ErasedError,
  insertName,
  insertRelation,
  loadDeclaredNames,
  loadDeclaredRecords,
  loadName,
  setKnown,
} from '../../safeguards/service.ts';
import type { DeclaredJson, declaredSchema, knownRequestSchema, relationRequestSchema } from './contract.ts';
import { OVERSIGHT_LIMITS as LIMITS } from './limits.ts';
import { type Overseer, type OversightDeps, record, requirePerson, shownTo } from './overseer.ts';

type Of = z.infer<typeof relationRequestSchema>;

/** Somebody of staff, of themselves; in their own scope. */
export async function declareOwn(deps: OversightDeps, self: Overseer, of: Of): Promise<void> {
  const { database } = deps;
  if ('personId' in of) {
    const [other] = await loadPeopleById(database, [of.personId]);
    // In their own scope: whom they do not see they cannot ask about by declaring.
    if (other === undefined || other.personId === self.personId) stopWith('not-found', 'There is nobody of that id.');
  }
  const save = await saving(deps, self, self.personId, of);
  const entry = { atMs: deps.clock.nowMs(), actor: self.actor, action: 'relation.declare', purpose: 'oversight' };
  await database.transaction(async (tx) => {
    await save(tx);
    // To whom somebody is related stands in the table, and not in a log that outlives it.
    await audit(tx, [{ ...entry, about: {}, subject: null, case: null }]);
  });
}

/** What somebody did not declare for themselves: an overseer heard of it. */
export async function declareFor(deps: OversightDeps, overseer: Overseer, actorId: string, of: Of): Promise<void> {
  await requirePerson(deps.database, overseer, actorId);
  if ('personId' in of) await requirePerson(deps.database, overseer, of.personId);
  const save = await saving(deps, overseer, actorId, of);
  await deps.database.transaction(async (tx) => {
    await save(tx);
    await record(deps, tx, overseer, 'oversight.relation', {}, { subject: actorId });
  });
}

export async function flagKnown(
  deps: OversightDeps,
  overseer: Overseer,
  of: z.infer<typeof knownRequestSchema>,
): Promise<void> {
  if ('name' in of) {
    const save = await saving(deps, overseer, null, of);
    return deps.database.transaction(async (tx) => {
      await save(tx);
      await record(deps, tx, overseer, 'oversight.known', { isKnown: true });
    });
  }
  const { personId, isKnown } = of;
  await requirePerson(deps.database, overseer, personId);
  await deps.database.transaction(async (tx) => {
    await setKnown(tx, personId, isKnown, overseer.personId, deps.clock.nowMs());
    await record(deps, tx, overseer, 'oversight.known', { isKnown }, { subject: personId });
  });
}

/** Takes a name back that was declared by mistake. */
export async function endName(deps: OversightDeps, overseer: Overseer, nameId: string): Promise<void> {
  const { database } = deps;
  const one = await loadName(database, nameId);
  if (one === null || !(await namesShownTo(database, overseer, [one]))(one))
    stopWith('not-found', 'There is no such name.');
  await database.transaction(async (tx) => {
    await deleteName(tx, nameId);
    await record(deps, tx, overseer, 'oversight.relation', { ended: nameId }, { subject: one.actorId });
  });
}

/** All that stands under the overseer's law, the newest first. */
export async function listDeclared(deps: OversightDeps, overseer: Overseer): Promise<z.infer<typeof declaredSchema>> {
  const { database } = deps;
  await record(deps, database, overseer, 'oversight.read', { what: 'relations' });
  const most = LIMITS.declaredShown;
  const records = await loadDeclaredRecords(database, null, most + 1);
  const names = await loadDeclaredNames(database, null, most + 1);
  const textOf = ({ actorId, personId }: (typeof records)[number]) => `${actorId} ${personId}`;
  // HAZARD H-595: an overseer reads what a colleague noted of them, and is warned
  const isNoted = ({ actorId, declaredBy }: (typeof records)[number]) =>
    actorId === overseer.personId && declaredBy !== actorId;
  const isRecordShown = await shownTo(database, overseer, records.map(textOf));
  const isNameShown = await namesShownTo(database, overseer, names);
  const all = [
    ...records.filter((one) => !isNoted(one) && isRecordShown(textOf(one))).map(ofRecord),
    ...(await Promise.all(names.filter(isNameShown).map((one) => ofName(deps, one)))),
  ].sort((a, b) => b.at.localeCompare(a.at));
  return { declared: all.slice(0, most), more: records.length > most || names.length > most || all.length > most };
}

/** What somebody declared of themselves, and what was noted of them. */
export async function listOwn(deps: OversightDeps, personId: string): Promise<z.infer<typeof declaredSchema>> {
  const most = LIMITS.declaredShown;
  const records = await loadDeclaredRecords(deps.database, personId, most);
  const names = await loadDeclaredNames(deps.database, personId, most);
  // What an overseer noted of somebody is not theirs to know.
  const own = <T extends { readonly declaredBy: string }>(all: readonly T[]) =>
    all.filter(({ declaredBy }) => declaredBy === personId);
  const declared = [
    ...own(records).map(ofRecord),
    ...(await Promise.all(own(names).map((one) => ofName(deps, one)))),
  ].sort((a, b) => b.at.localeCompare(a.at));
  return { declared, more: false };
}

/** A name stands under the law of whom it is about, and one that many know under that of who entered it. */
async function namesShownTo(sql: Sql, overseer: Overseer, names: readonly DeclaredName[]) {
  const whose = ({ actorId, declaredBy }: DeclaredName) => actorId ?? declaredBy;
  const isShown = await shownTo(sql, overseer, names.map(whose));
  // Not what a colleague noted of them; nor what they declared themselves, which is not theirs to take back.
  return (one: DeclaredName) => one.actorId !== overseer.personId && isShown(whose(one));
}

/** Seals the name first: the key is committed before it is used. */
async function saving(
  { sealer, clock }: OversightDeps,
  by: Overseer,
  actorId: string | null,
  of: Of,
): Promise<(tx: Sql) => Promise<void>> {
  const atMs = clock.nowMs();
  if ('personId' in of) {
    const { personId } = of;
    return (tx) =>
      actorId === null
        ? setKnown(tx, personId, true, by.personId, atMs)
        : insertRelation(tx, actorId, personId, by.personId, atMs);
  }
  const subject = actorId ?? by.personId;
  const key = await sealer.dataKey({ subject, scope: 'oversight', bases: ['registration'] }, atMs);
  const one: DeclaredName = {
    ...{ nameId: randomUUID(), actorId, declaredBy: by.personId, atMs, keyId: key.keyId },
    digest: digestsOf(sealer, by, { name: of.name }).name!,
    sealed: sealer.sealWith(key, Buffer.from(of.name)),
  };
  return (tx) => insertName(tx, one);
}

function ofRecord(one: Awaited<ReturnType<typeof loadDeclaredRecords>>[number]): DeclaredJson {
  const { actorId, personId, declaredBy, atMs } = one;
  return { nameId: null, actorId, personId, name: null, isOwn: declaredBy === actorId, at: toIso(atMs) };
}

async function ofName({ sealer }: OversightDeps, one: DeclaredName): Promise<DeclaredJson> {
  const { nameId, actorId, declaredBy, atMs, keyId, sealed } = one;
  const common = { nameId, actorId, personId: null, isOwn: declaredBy === actorId, at: toIso(atMs) };
  try {
    return { ...common, name: (await sealer.open(keyId, sealed)).toString('utf8') };
  } catch (error) {
    // Its registration was erased, and the row is about to go.
    if (error instanceof ErasedError) return { ...common, name: null };
    throw error;
  }
}
