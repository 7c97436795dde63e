/**
 * Branded ids: a pair is never passed where an order is meant. All are UUIDs in text form, except where a comment says so.
 * Ids are made by `newId` from bytes that are passed in (chance is an argument).
 */
declare const brand: unique symbol;
type Brand<T, B extends string> = T & { readonly [brand]: B };

export type PersonId = Brand<string, 'PersonId'>;
export type AgencyId = Brand<string, 'AgencyId'>;
export type OrderId = Brand<string, 'OrderId'>;
/** The binding of one wearer to one protected person under one order: what the engine evaluates. */
export type PairId = Brand<string, 'PairId'>;
export type ZoneId = Brand<string, 'ZoneId'>;
export type DeviceId = Brand<string, 'DeviceId'>;
export type IncidentId = Brand<string, 'IncidentId'>;
export type GrantId = Brand<string, 'GrantId'>;
export type WarningId = Brand<string, 'WarningId'>;

/** RFC 9562 UUID version 4 from 16 random bytes. */
export function uuidFromBytes(bytes: Uint8Array): string {
  const b = Uint8Array.from(bytes.subarray(0, 16));
  b[6] = (b[6]! & 0x0f) | 0x40;
  b[8] = (b[8]! & 0x3f) | 0x80;
  const hex = Array.from(b, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
