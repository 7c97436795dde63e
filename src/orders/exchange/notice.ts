import type { AgencyId, OrderId, PersonId } from '../../core/ids.ts';
import type { AgencyRole } from '../../people/service.ts';
import type { Network } from './address.ts';

/**
 * due: to be told. sent: on its way, or lying in a folder. delivered: the other system said that it has it. received: somebody, or their
 * system by a receipt, said that it reached them. failed: given up; a person has to tell it.
 */
export const NOTICE_STATES = ['due', 'sent', 'delivered', 'received', 'failed'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** `message` and `file`: their system's own receipt; `desk`: read and confirmed by a person of theirs; the others: by hand. */
export const RECEIPT_WAYS = ['message', 'file', 'desk', 'phone', 'letter', 'in-person'] as const;
export type ReceiptWay = (typeof RECEIPT_WAYS)[number];
export const BY_HAND = ['phone', 'letter', 'in-person'] as const satisfies readonly ReceiptWay[];

/** Codes, whole numbers and times by name: nothing that names anybody or any place. */
export type NoticeFacts = Readonly<Record<string, string | number | boolean | null>>;

/** To an office of a role (`agencyId` null: nobody knows which), or to a person. */
export type NoticeTo =
  | { readonly role: AgencyRole; readonly agencyId: AgencyId | null }
  | { readonly role: 'person'; readonly personId: PersonId };

/** Names, numbers and places that the law wants told, sealed: see `sealDetails`. */
export interface SealedDetails {
  readonly keyId: number;
  readonly sealed: Buffer;
}

export interface NewNotice {
  /** What it is told of, once for ever: e.g. `proceeding:<id>:refusal`. Of ids and codes. */
  readonly uniqueKey: string;
  /** What is told, in kebab-case: screens have words for it, receivers act on it. */
  readonly code: string;
  readonly exercise: boolean;
  readonly fromAgencyId: AgencyId;
  readonly to: NoticeTo;
  readonly proceedingId?: string | null;
  readonly orderId?: OrderId | null;
  readonly incidentId?: string | null;
  /** The pack's rule that demands it, and its article. */
  readonly ruleId: string;
  readonly article: string;
  readonly facts?: NoticeFacts;
  readonly details?: SealedDetails | null;
  /** When what is told of happened. */
  readonly happenedAtMs: number;
  /** By when it must have been told. */
  readonly dueAtMs: number;
}

export interface Notice extends Required<Omit<NewNotice, 'to' | 'details'>> {
  readonly noticeId: string;
  readonly number: number;
  readonly toRole: AgencyRole | 'person';
  readonly toAgencyId: AgencyId | null;
  readonly toPersonId: PersonId | null;
  readonly details: SealedDetails | null;
  readonly createdAtMs: number;
  readonly state: NoticeState;
  readonly nextTryAtMs: number | null;
  readonly triedFromMs: number;
  readonly tries: number;
  readonly sentAtMs: number | null;
  readonly deliveredAtMs: number | null;
  readonly receiptDueAtMs: number | null;
  readonly failedAtMs: number | null;
  readonly failReason: string | null;
  readonly receivedAtMs: number | null;
  readonly receivedHow: ReceiptWay | null;
}

export interface Endpoint {
  readonly endpointId: string;
  readonly agencyId: AgencyId;
  readonly kind: 'webhook' | 'folder';
  readonly host: string | null;
  readonly network: Network;
  /** Codes of notices, or '*'. */
  readonly tells: readonly string[];
  /** Kinds of messages. */
  readonly accepts: readonly string[];
  readonly exercise: boolean;
  readonly expectsReceipt: boolean;
  readonly state: 'active' | 'stopped';
  readonly keyId: number;
  readonly sealed: Buffer;
  readonly createdAtMs: number;
  readonly rotatedAtMs: number | null;
  readonly deliveredAtMs: number | null;
  readonly failingSinceMs: number | null;
}

/** Sealed with an endpoint. Keys newest first; one that was replaced is good until its time. */
export interface EndpointSecrets {
  /** Null: a folder. */
  readonly url: string | null;
  /** We sign with them. */
  readonly out: readonly HeldKey[];
  /** They sign; we check with them. */
  readonly in: readonly HeldKey[];
}

export interface HeldKey {
  readonly key: string;
  /** Null: for as long as it is not replaced. */
  readonly untilMs: number | null;
}
