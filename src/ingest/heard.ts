import type { Decoded } from './protocols/types.ts';

/** One frame of a known device after its commit; fixes and events are those that passed the checks. */
export interface Heard {
  readonly deviceId: string;
  readonly protocol: string;
  readonly receivedAtMs: number;
  readonly decoded: Decoded;
}
