/** An entry of audit or ledger as an overseer reads it. Pure; what cannot be read is an error, not a gap. */
import { z } from 'zod';
import { toIso } from '../../core/time.ts';
import type { AuditRow } from '../../safeguards/service.ts';
import type { EntryJson, SearchQuery } from './contract.ts';

const actorSchema = z.object({ id: z.string().nullable(), kind: z.string() });
const values = z.record(z.string(), z.json());
const subject = z.string().nullable().default(null);
const auditSchema = z.object({
  about: values,
  action: z.string(),
  actor: actorSchema,
  case: subject,
  purpose: z.string(),
  subject,
});
const ledgerSchema = z.object({
  actor: actorSchema.nullable().default(null),
  body: values,
  case: subject,
  kind: z.string(),
  purpose: z.string().nullable().default(null),
  subject,
});

export function entryOf(log: 'audit' | 'ledger', { number, atMs, canonical }: AuditRow): EntryJson {
  const json: unknown = JSON.parse(canonical.toString('utf8'));
  const common = { log, number, at: toIso(atMs) };
  if (log === 'audit') {
    const { about, action, actor, case: caseId, purpose, subject: of } = auditSchema.parse(json);
    return { ...common, action, purpose, actorKind: actor.kind, actorId: actor.id, subject: of, caseId, about };
  }
  const { body, kind, actor, case: caseId, purpose, subject: of } = ledgerSchema.parse(json);
  const viewer = actor ?? actorSchema.safeParse(body.viewer).data ?? null;
  return {
    ...{ ...common, action: `disclosure.${kind}`, purpose: purpose ?? textOf(body.purpose) },
    ...{ actorKind: viewer?.kind ?? null, actorId: viewer?.id ?? null, subject: of, caseId, about: body },
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function matches(entry: EntryJson, { action, actor, subject: of, case: caseId }: SearchQuery): boolean {
  return (
    (action === undefined || entry.action.startsWith(action)) &&
    (actor === undefined || entry.actorId === actor) &&
    (of === undefined || entry.subject === of) &&
    (caseId === undefined || entry.caseId === caseId)
  );
}
