import type { AppKey } from '../ui/messages/app/catalogue.ts';
import type { Language } from '../ui/messages/catalogue.ts';
import type { CommonKey } from '../ui/messages/common/catalogue.ts';
import type { Translate } from '../ui/messages/translate.ts';
import type { Level } from '../ui/parts/level.ts';
import { timeText } from '../ui/words/age.ts';

/** Everything a sentence needs besides its facts. */
export interface Voice {
  readonly app: Translate<AppKey>;
  readonly common: Translate<CommonKey>;
  readonly language: Language;
  /** Whom Call rings. */
  readonly emergencyNumber: string;
  /** Server time, epoch ms. */
  readonly nowMs: number;
  /** When the last order that protected the person ended, where that is known; null or absent: one is in force, or it is not known. */
  readonly orderEndedAtMs?: number | null;
}

/** What is said of one pair, or of the page itself. */
export interface Status {
  /** Null where a level would say more than is known: no order in force, connecting, signed out. */
  readonly level: Level | null;
  readonly headline: string;
  readonly lines: readonly string[];
}

/** "14:05", with the date when it is not today's. */
export function timeOf(voice: Voice, atMs: number): string {
  return timeText(voice.language, atMs, voice.nowMs);
}
