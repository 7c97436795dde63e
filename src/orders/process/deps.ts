import type { Sql } from '../../core/database.ts';
import type { AgencyId, OrderId, PersonId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { Access, Principal } from '../../safeguards/service.ts';
import type { DocumentUse } from '../documents/document.ts';
import type { PreparedDocument } from '../documents/service.ts';
import type { SealedDetails } from '../exchange/notice.ts';
import type { ProceedingEventKind, Role } from '../packs/procedure.ts';
import type { OrderDeps } from '../service.ts';
import type { Clock } from './clock.ts';
import type { About } from './decided.ts';
import type { Law } from './law.ts';
import type { ProceedingRow } from './process.sql.ts';

/** A notice that a rule of the pack demands, to one agency or person. */
export interface DueNotice {
  readonly ruleId: string;
  readonly article: string;
  readonly proceedingId: string;
  /** The event of the proceeding that it tells of. */
  readonly number: number;
  readonly kind: ProceedingEventKind;
  readonly happenedMs: number;
  readonly measureId: string | null;
  readonly about: About;
  /** Whom the event, or what the notice tells, is about among the protected; null: all of them. */
  readonly aboutPersonId: PersonId | null;
  /** The law wants that person's name, number and household told with it. */
  readonly withDetails: boolean;
  readonly from: Role;
  readonly fromAgencyId: AgencyId | null;
  readonly to: Role;
  /** Null, both: nobody is named yet who could be told; it is due all the same. */
  readonly toAgencyId: AgencyId | null;
  readonly toPersonId: PersonId | null;
  /** The first instant at which it is late. */
  readonly dueMs: number;
  readonly exercise: boolean;
}

/** A clock that warns, and who is told: whoever has to act; of an end also who monitors and whom it protects, to plan for the time after. */
export interface Reminder {
  readonly row: ProceedingRow;
  readonly clock: Clock & { readonly dueMs: number };
  /** So long before; 0: it has run out. */
  readonly beforeMs: number;
  readonly to: readonly Role[];
}

export interface ProcessDeps extends OrderDeps {
  readonly access: Access;
  /** The law for a proceeding that begins now; null: the jurisdiction has no pack. */
  lawNow(jurisdiction: string, nowMs: number): Law | null;
  /** The law for one that runs: as the pack that held when it began, or a later one that runs on into it. */
  lawFor(running: { readonly jurisdiction: string; readonly packVersion: string }, nowMs: number): Law | null;
  /** Before the transaction of the event: names and numbers that the notices tell, sealed, by `detailsKey`. `orderId`: under which it is monitored. */
  sealDetails(notices: readonly DueNotice[], orderId: OrderId | null): Promise<NoticeDetails>;
  /** A clock that warns, in the transaction that notes it. Twice the same is told once. */
  remind(tx: Sql, reminder: Reminder): Promise<void>;
  /** In the transaction of the event, after its measures. Twice the same is told once. */
  addNotices(tx: Sql, told: NoticesToTell): Promise<void>;
  /** What came with an act, opened and sealed for the proceeding before its transaction; refuses what the person may not use. */
  prepareDocuments(use: DocumentsOfAct): Promise<Outcome<readonly PreparedDocument[], Refusal>>;
}

export type NoticeDetails = ReadonlyMap<string, SealedDetails>;

export interface NoticesToTell {
  readonly row: ProceedingRow;
  /** The office that recorded the act; null: nobody did, time did. */
  readonly byAgencyId: AgencyId | null;
  readonly notices: readonly DueNotice[];
  readonly details: NoticeDetails;
}

export interface DocumentsOfAct {
  readonly proceedingId: string;
  /** Whom the proceeding is to protect. */
  readonly protectedIds: readonly PersonId[];
  /** As they were uploaded, each once. */
  readonly uploadIds: readonly string[];
  readonly what: DocumentUse;
  /** Null: an agency's system, which uploads nothing. */
  readonly by: PersonId | null;
}

/** Who acts: a signed-in person in their office, or another agency's system. */
export interface Doer {
  readonly role: Role;
  /** Null: an agency's system. */
  readonly personId: PersonId | null;
  readonly agencyId: AgencyId;
  /** Decides in the name of the court or authority. */
  readonly isBench: boolean;
  /** As access asks it. */
  readonly who: Principal;
}
