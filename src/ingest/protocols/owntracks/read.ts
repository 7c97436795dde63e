/** A whole payload, by whichever transport it came: what its messages say, in order, past a bad one. */
import { UNKNOWN_STATUS } from '../decoded.ts';
import type { DecodedFix, DeviceStatus, Rejection } from '../types.ts';
import { readMessage } from './message.ts';
import { openPayload } from './payload.ts';

export interface ReadPayload {
  readonly messages: readonly unknown[];
  readonly fixes: readonly DecodedFix[];
  readonly status: DeviceStatus;
  readonly rejected: Rejection | null;
}

/** `payloadKey`: null when the device has none. */
export function readPayload(text: string, payloadKey: Uint8Array | null): ReadPayload {
  const payload = openPayload(text, payloadKey);
  const read = payload.messages.map(readMessage);
  return {
    messages: payload.messages,
    fixes: read.flatMap(({ fix }) => (fix === null ? [] : [fix])),
    status: read.findLast(({ status }) => status !== null)?.status ?? UNKNOWN_STATUS,
    rejected: payload.rejected ?? read.find(({ rejected }) => rejected !== null)?.rejected ?? null,
  };
}
