/** What an act leads to: the proceeding after it, and what is recorded of it. */
import type { PersonId } from '../../core/ids.ts';
import type { ProceedingEventKind, Role } from '../packs/procedure.ts';
import type { Proceeding } from './proceeding.ts';

/** Codes, ids and instants only: it is audited as it is. */
export type About = Readonly<Record<string, string | number | readonly string[] | null>>;

export interface ProceedingEvent {
  readonly kind: ProceedingEventKind;
  readonly atMs: number;
  /** Null: nobody did it, time did. */
  readonly by: Role | null;
  readonly measureId: string | null;
  readonly personId: PersonId | null;
  readonly about: About;
}

export interface Decided {
  readonly proceeding: Proceeding;
  readonly events: readonly ProceedingEvent[];
}

/** With the one event that most acts are. */
export function decided(
  proceeding: Proceeding,
  act: { readonly by: Role; readonly atMs: number },
  kind: ProceedingEventKind,
  about: About,
  of: { readonly measureId?: string; readonly personId?: PersonId } = {},
): Decided {
  const { by, atMs } = act;
  const event = { kind, atMs, by, about, measureId: of.measureId ?? null, personId: of.personId ?? null };
  return { proceeding, events: [event] };
}
