/** Documents: what may be kept, of whom, and by which right. */
import type { PersonId } from '../../core/ids.ts';

export const MEDIA_TYPES = ['application/pdf', 'image/png', 'image/jpeg', 'text/plain'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** By which right a document is kept: destroyed with the wrapping of the same name. `register`: of a warrant's papers. */
export type DocumentBasis = `order:${string}` | `proceeding:${string}` | `register:${string}`;

/** Whether a document's name opens. */
export const NAME_STATES = ['kept', 'erased', 'damaged'] as const;
export type NameState = (typeof NAME_STATES)[number];

/** What a document is to a proceeding. */
export const DOCUMENT_USES = [
  'petition-attachment',
  'request-attachment',
  'opinion-attachment',
  'decision',
  'order-pdf',
  'notice',
  'service-record',
] as const;
export type DocumentUse = (typeof DOCUMENT_USES)[number];

/** Those that people attach, and which are counted. */
export const ATTACHMENTS: readonly DocumentUse[] = ['petition-attachment', 'request-attachment', 'opinion-attachment'];

export interface UseOf {
  readonly proceedingId: string;
  /** Null: of the proceeding, not of a version of the order. */
  readonly orderVersion: number | null;
  readonly what: DocumentUse;
}

/** Everything of a document that may stand in clear. */
export interface StoredDocument {
  readonly documentId: string;
  /** SHA-256, in hex. */
  readonly hash: string;
  readonly sizeBytes: number;
  readonly mediaType: MediaType;
  /** Null: made here. */
  readonly uploadedBy: PersonId | null;
  /** Null: an upload that nothing took yet. */
  readonly basis: DocumentBasis | null;
  readonly createdAtMs: number;
}
