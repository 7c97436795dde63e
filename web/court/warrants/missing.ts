import type { WarrantsKey } from '../../ui/messages/warrants/catalogue.ts';
import type { Attachment } from '../acts/values.ts';

/** A field's id, and the key of its label. */
export type Missing = readonly [id: string, label: WarrantsKey];

/** Those of which nothing was filled in. */
export function missingOf(fields: readonly (readonly [id: string, label: WarrantsKey, value: string])[]): Missing[] {
  return fields.filter(([, , value]) => value.trim() === '').map(([id, label]) => [id, label] as const);
}

export const isSending = (attachments: readonly Attachment[]) =>
  attachments.some(({ documentId }) => documentId === null);
export const sentIds = (attachments: readonly Attachment[]) =>
  attachments.flatMap(({ documentId }) => documentId ?? []);
