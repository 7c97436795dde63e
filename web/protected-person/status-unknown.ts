import type { Shown } from '../../src/disclosure/contract.ts';
import type { AppKey } from '../ui/messages/app/catalogue.ts';
import { type Status, timeOf, type Voice } from './voice.ts';

type Unknown = Extract<Shown, { kind: 'unknown' }>;

/** Why we do not know, since when, and how soon the wearer could be near. Never a place. */
export function unknownStatus(shown: Unknown, other: boolean, voice: Voice): Omit<Status, 'level'> {
  const [earliest, why] = [earliestLine(shown, voice), whyLine(shown, other, voice)];
  // What protects them all the same: their own position is a help, not a condition.
  const own = shown.reason.startsWith('protected-') && !other;
  const lines = own ? [why, voice.app('unknown.protected.still'), earliest] : [earliest, why];
  return { headline: headline(shown, other, voice), lines: lines.filter((line) => line !== null) };
}

function headline({ reason, sinceMs }: Unknown, other: boolean, voice: Voice): string {
  if (reason === 'wearer-silent' && sinceMs !== null) {
    return voice.app('unknown.wearer.since', { time: timeOf(voice, sinceMs) });
  }
  if (reason.startsWith('wearer-')) return voice.app('unknown.wearer');
  if (reason.startsWith('protected-')) return voice.app(other ? 'unknown.protected.other' : 'unknown.protected');
  return voice.app('unknown.failed');
}

/** Lines that name a time; without one they are left out rather than filled with a guess. */
const TIMED: Readonly<Record<string, AppKey>> = {
  'wearer-silent': 'unknown.wearer-silent.line',
  'wearer-untrustworthy': 'unknown.wearer-untrustworthy.line',
  'protected-silent': 'unknown.protected-silent.line',
  'protected-untrustworthy': 'unknown.protected-untrustworthy.line',
  'evaluation-failed': 'unknown.failed.line',
};

function whyLine(shown: Unknown, other: boolean, voice: Voice): string | null {
  if (shown.reason === 'wearer-never-reported') return voice.app('unknown.wearer-never-reported.line');
  if (shown.reason === 'protected-never-reported' && !other) return voice.app('unknown.protected-never-reported.line');
  if (shown.sinceMs === null) return null;
  const time = timeOf(voice, shown.sinceMs);
  if (shown.reason.startsWith('protected-') && other) return voice.app('unknown.protected.other.line', { time });
  const key = TIMED[shown.reason];
  return key === undefined ? null : voice.app(key, { time });
}

function earliestLine(shown: Unknown, voice: Voice): string {
  if (shown.earliestContactAtMs === null) return voice.app('unknown.earliest.none');
  if (shown.earliestContactAtMs <= voice.nowMs) return voice.app('unknown.earliest.now');
  return voice.app('unknown.earliest', { time: timeOf(voice, shown.earliestContactAtMs) });
}
