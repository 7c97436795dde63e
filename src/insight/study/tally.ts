/**
 * Counts, look by look, what each role would have been shown and how long before contact they were warned. Pure; knows no coordinate: it
 * is told how far apart the two truly are, which a simulation alone knows. Fails toward less benefit: who was warned and no longer
 * is when contact comes was not warned of it.
 */
import { type AlternativeFigures, type RoleFigures, STUDY_ROLES, type StudyRole } from './study.ts';

export type Shown = 'nothing' | 'band' | 'point' | 'unknown';

/** One pair at one instant. */
export interface PairLook {
  /** Unique over all runs. */
  readonly pair: string;
  readonly wearer: string;
  readonly protected: string;
  readonly elapsedS: number;
  readonly trueDistanceM: number;
  /** The engine calls for attention: warning or danger. */
  readonly isAlerting: boolean;
  /** Null: the role is not concerned with this pair. */
  readonly shown: Readonly<Record<StudyRole, { readonly wearer: Shown; readonly protected: Shown } | null>>;
}

/** Contacts nearer together than this are one approach; a warning is of the contact that comes within this. */
const APART_S = 600;
/** A warning that ended so long before contact was none of it. */
const GAP_S = 30;

interface RoleState {
  wearerPlaces: number;
  protectedPlaces: number;
  bandS: number;
  unknownS: number;
  readonly wearers: Set<string>;
  readonly protected: Set<string>;
}

interface Run {
  readonly fromS: number;
  untilS: number;
}

/** One for each alternative. `lookS`: how long a look stands for. */
export class Tally {
  readonly #lookS: number;
  readonly #restraintM: number;
  readonly #roles = new Map<StudyRole, RoleState>(
    STUDY_ROLES.map((role) => [
      role,
      { wearerPlaces: 0, protectedPlaces: 0, bandS: 0, unknownS: 0, wearers: new Set(), protected: new Set() },
    ]),
  );
  readonly #contacts = new Map<string, Run[]>();
  readonly #warned = new Map<string, Run[]>();

  constructor(restraintM: number, lookS: number) {
    this.#restraintM = restraintM;
    this.#lookS = lookS;
  }

  /** Looks of one pair come in order of time. */
  add(look: PairLook): void {
    const isContact = look.trueDistanceM <= this.#restraintM;
    for (const role of STUDY_ROLES) {
      const shown = look.shown[role];
      if (shown === null) continue;
      if (isContact) extend(this.#contacts, `${role} ${look.pair}`, look.elapsedS, APART_S);
      const { wearer, protected: other } = shown;
      this.#count(role, look, wearer, other);
      if (look.isAlerting && wearer !== 'nothing') extend(this.#warned, `${role} ${look.pair}`, look.elapsedS, GAP_S);
    }
  }

  #count(role: StudyRole, look: PairLook, wearer: Shown, other: Shown): void {
    const state = this.#roles.get(role)!;
    if (wearer === 'band') state.bandS += this.#lookS;
    if (wearer === 'unknown') state.unknownS += this.#lookS;
    if (wearer === 'point') {
      state.wearerPlaces += 1;
      state.wearers.add(look.wearer);
    }
    if (other === 'point') {
      state.protectedPlaces += 1;
      state.protected.add(look.protected);
    }
  }

  figures(id: string): AlternativeFigures {
    return { id, roles: STUDY_ROLES.map((role) => this.#roleFigures(role)) };
  }

  #roleFigures(role: StudyRole): RoleFigures {
    const { wearers, protected: others, ...counts } = this.#roles.get(role)!;
    const leads: number[] = [];
    let approaches = 0;
    for (const [key, contacts] of this.#contacts) {
      if (!key.startsWith(`${role} `)) continue;
      approaches += contacts.length;
      for (const contact of contacts) {
        const warning = this.#warned.get(key)?.find((run) => isOf(run, contact));
        // Told only in the moment of contact, or after it, is not told in time.
        if (warning !== undefined && warning.fromS < contact.fromS) leads.push(contact.fromS - warning.fromS);
      }
    }
    const warnings = [...this.#warned].filter(([key]) => key.startsWith(`${role} `));
    const warnedInVain = warnings.reduce((sum, [key, runs]) => {
      const contacts = this.#contacts.get(key) ?? [];
      return sum + runs.filter((run) => !contacts.some((contact) => follows(run, contact))).length;
    }, 0);
    return {
      ...{ role, approaches, ...counts, wearersShown: wearers.size, protectedShown: others.size },
      ...{ approachesTold: leads.length, warningS: summary(leads), warnedInVain },
    };
  }
}

/** Warned from before it until it, without a gap. */
function isOf(warning: Run, contact: Run): boolean {
  return warning.fromS <= contact.fromS && contact.fromS <= warning.untilS + GAP_S;
}

/** Contact came during the warning, or soon after it. */
function follows(warning: Run, contact: Run): boolean {
  return contact.untilS >= warning.fromS && contact.fromS <= warning.untilS + APART_S;
}

function extend(all: Map<string, Run[]>, key: string, atS: number, gapS: number): void {
  const runs = all.get(key) ?? [];
  const last = runs.at(-1);
  if (last !== undefined && atS - last.untilS <= gapS) last.untilS = atS;
  else runs.push({ fromS: atS, untilS: atS });
  all.set(key, runs);
}

function summary(leads: readonly number[]): RoleFigures['warningS'] {
  if (leads.length === 0) return null;
  const sorted = leads.toSorted((a, b) => a - b);
  return {
    median: sorted[Math.floor((sorted.length - 1) / 2)]!,
    least: sorted[0]!,
    sum: sorted.reduce((sum, one) => sum + one, 0),
  };
}
