/**
 * What the service worker reads in a push message. Pure; fails toward showing: what cannot be read is shown as a plain memo. The worker is one
 * file and shares no module with the page: quiet hours are therefore read here as well as in `src/notify/contract.ts`.
 */
import type { PushPayload } from '../../src/notify/contract.ts';

export type Loud = PushPayload['loud'];

export const PLAIN = { title: 'Memo', body: '' } as const;

/** Null: it is none of ours, or of another version. */
export function readPush(text: string): PushPayload | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (typeof value !== 'object' || value === null) return null;
  const message = value as Partial<PushPayload>;
  const texts = [message.id, message.key, message.title, message.body, message.tag];
  return message.v === 1 && texts.every((one) => typeof one === 'string') ? (message as PushPayload) : null;
}

/** By the phone's own clock: the server does not know where the phone is. */
export function loudnessNow({ loud, quiet }: Pick<PushPayload, 'loud' | 'quiet'>, minuteOfDay: number): Loud {
  if (quiet === null || quiet.fromMinute === quiet.toMinute) return loud;
  const { fromMinute, toMinute } = quiet;
  const isAfter = minuteOfDay >= fromMinute;
  const isBefore = minuteOfDay < toMinute;
  return (fromMinute < toMinute ? isAfter && isBefore : isAfter || isBefore) ? quiet.loud : loud;
}

/** `exits`: the neutral pages that quick exit opens, which lie in the app's folder and show nothing of it. */
export function isAppPage(pathname: string, exits: readonly string[]): boolean {
  return pathname.startsWith('/app/') && !exits.includes(pathname);
}
