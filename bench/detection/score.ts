/** The definitions of bench/README.md, to the letter, as a pure function of the truth and a detector's lines. */
import type { Level } from '../../src/proximity/types.ts';
import { isAlerting, isWarned, type Line } from './lines.ts';
import type { Truth } from './truth.ts';

/** Danger was right when the true distance is this short from a minute before its beginning to 5 min after. */
const DANGER_M = 200;
const DANGER_BEFORE_S = 60;
const DANGER_AFTER_S = 300;

export interface Outcome {
  readonly lengthS: number;
  /** Seconds of warning for each contact; null: missed. */
  readonly leadsS: readonly (number | null)[];
  /** Contacts at which the level was danger. */
  readonly dangerAtContact: number;
  readonly falseWarnings: number;
  /** Under warning or danger while not really near. */
  readonly falseS: number;
  readonly unknownS: number;
  readonly dangers: number;
  readonly dangersRight: number;
  /** For each silenced contact, `unknown` counting; null: missed. */
  readonly silenceLeadsS: readonly (number | null)[];
}

/** An unbroken time alerting. `toMs` is its end, or the case's. */
interface Spell {
  readonly fromMs: number;
  readonly toMs: number;
  /** Its first warning or danger; null when it was unknown throughout. */
  readonly warnedMs: number | null;
}

/** `lines` in order of time; `silenced` pairs the lines of each silenced run with its contact. */
export function score(
  truth: Truth,
  startMs: number,
  lines: readonly Line[],
  silenced: readonly { readonly contactMs: number; readonly lines: readonly Line[] }[] = [],
): Outcome {
  const lengthS = truth.distanceM.length;
  const endMs = startMs + lengthS * 1000;
  const spells = spellsOf(lines, endMs);
  const contactsMs = truth.contactsS.map((s) => startMs + s * 1000);
  const secondOf = (ms: number) => Math.min(lengthS - 1, Math.max(0, Math.floor((ms - startMs) / 1000)));
  const falseWarnings = spells.filter(({ warnedMs }) => warnedMs !== null && truth.isNear[secondOf(warnedMs)] === 0);
  const dangersMs = dangersOf(lines);
  return {
    lengthS,
    leadsS: contactsMs.map((contactMs) => leadS(spells, contactMs, ({ warnedMs }) => warnedMs)),
    dangerAtContact: contactsMs.filter((ms) => levelAt(lines, ms) === 'danger').length,
    falseWarnings: falseWarnings.length,
    falseS: secondsUnder(lines, startMs, lengthS, (level, s) => isWarned(level) && truth.isNear[s] === 0),
    unknownS: secondsUnder(lines, startMs, lengthS, (level) => level === 'unknown'),
    dangers: dangersMs.length,
    dangersRight: dangersMs.filter((ms) => isDangerRight(truth, secondOf(ms))).length,
    silenceLeadsS: silenced.map(({ contactMs, lines: own }) =>
      leadS(spellsOf(own, endMs), contactMs, ({ fromMs }) => fromMs),
    ),
  };
}

/** Contact minus what `since` gives of the spell that reaches up to the contact; null: none, or too late. */
function leadS(spells: readonly Spell[], contactMs: number, since: (spell: Spell) => number | null): number | null {
  const spell = spells.find(({ fromMs, toMs }) => fromMs <= contactMs && toMs > contactMs);
  const sinceMs = spell === undefined ? null : since(spell);
  return sinceMs === null || sinceMs > contactMs ? null : (contactMs - sinceMs) / 1000;
}

function spellsOf(lines: readonly Line[], endMs: number): Spell[] {
  const spells: Spell[] = [];
  let fromMs: number | null = null;
  let warnedMs: number | null = null;
  for (const { atMs, level } of lines) {
    if (isAlerting(level)) {
      fromMs ??= atMs;
      if (isWarned(level)) warnedMs ??= atMs;
    } else if (fromMs !== null) {
      spells.push({ fromMs, toMs: atMs, warnedMs });
      fromMs = null;
      warnedMs = null;
    }
  }
  if (fromMs !== null) spells.push({ fromMs, toMs: endMs, warnedMs });
  return spells;
}

/** When each unbroken danger began. */
function dangersOf(lines: readonly Line[]): number[] {
  return lines
    .filter(({ level }, i) => level === 'danger' && (i === 0 || lines[i - 1]!.level !== 'danger'))
    .map(({ atMs }) => atMs);
}

function isDangerRight({ distanceM }: Truth, atS: number): boolean {
  const toS = Math.min(distanceM.length - 1, atS + DANGER_AFTER_S);
  for (let s = Math.max(0, atS - DANGER_BEFORE_S); s <= toS; s++) if (distanceM[s]! <= DANGER_M) return true;
  return false;
}

function levelAt(lines: readonly Line[], ms: number): Level {
  let level: Level = 'clear';
  for (const line of lines) {
    if (line.atMs > ms) break;
    level = line.level;
  }
  return level;
}

function secondsUnder(
  lines: readonly Line[],
  startMs: number,
  lengthS: number,
  counts: (level: Level, s: number) => boolean,
): number {
  let seconds = 0;
  let next = 0;
  let level: Level = 'clear';
  for (let s = 0; s < lengthS; s++) {
    while (next < lines.length && lines[next]!.atMs <= startMs + s * 1000) level = lines[next++]!.level;
    if (counts(level, s)) seconds++;
  }
  return seconds;
}
