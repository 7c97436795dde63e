/**
 * Rule 3: coarse fixes clear nothing. Somebody who was alerting gives no good fix for some minutes: with cell fixes in their stead,
 * wherever these say, the pair is never calmer than it is with nothing at all, until good fixes come again.
 */
import { moved } from '../../../src/core/geo.ts';
import type { PairId, PersonId } from '../../../src/core/ids.ts';
import { between, type Rng } from '../../../src/core/rng.ts';
import type { Finding, Fix, Level } from '../../../src/proximity/types.ts';
import type { EngineUnderTest } from '../engine-under-test.ts';
import type { Entry, Scenario } from '../scenario.ts';
import { isAlerting, World } from '../world.ts';
import { type Complain, secondOf } from './checker.ts';
import type { Rerun } from './rerun.ts';

const MINUTE_MS = 60_000;
/** At most so many minutes of cells only. */
const MINUTES_MAX = 15;

interface Spell {
  readonly pairId: PairId;
  readonly personId: PersonId;
  readonly fromMs: number;
  readonly toMs: number;
  /** Where the tower says that they are, and the good fix that is known. */
  readonly tower: Fix;
  readonly known: Fix;
}

export const coarse: Rerun = {
  name: 'rule 3',
  check(scenario, findings, make, rng, complain) {
    for (const spell of chooseSpells(scenario, findings, rng)) watch(scenario, spell, make(), make(), complain);
  },
};

/** One for each level that a warning or danger stood at, the first time that somebody was honestly known then. */
function chooseSpells(scenario: Scenario, findings: readonly Finding[], rng: Rng): Spell[] {
  const spells: Spell[] = [];
  const levels = new Map<PairId, Level>();
  const world = new World();
  let next = 0;
  for (const entry of scenario.journal) {
    world.follow(entry);
    for (; next < findings.length && findings[next]!.inputPosition <= entry.input.position; next++) {
      const { subject, level } = findings[next]!;
      if (subject.kind === 'pair' && level !== null) levels.set(subject.pairId, level);
    }
    if (entry.input.kind !== 'tick') continue;
    for (const [pairId, { spec }] of world.pairs) {
      const level = levels.get(pairId);
      if ((level !== 'warning' && level !== 'danger') || spells.some((spell) => spell.pairId === pairId)) continue;
      const personId = rng.next() < 0.7 ? spec.wearerId : spec.protectedId;
      const known = world.honest(personId, 3)?.at(-1);
      if (known === undefined || entry.nowMs - known.nowMs > MINUTE_MS || world.isDoubted(personId, entry.nowMs))
        continue;
      spells.push(makeSpell(rng, pairId, known.fix, entry.nowMs));
    }
  }
  return spells.slice(0, 2);
}

function makeSpell(rng: Rng, pairId: PairId, known: Fix, fromMs: number): Spell {
  const angle = between(rng, 0, 2 * Math.PI);
  const offM = between(rng, 300, 6000);
  const tower: Fix = {
    ...known,
    ...moved(known, offM * Math.cos(angle), offM * Math.sin(angle)),
    accuracyM: between(rng, 301, 3000),
    speedMps: null,
    courseDeg: null,
    source: 'cell',
  };
  const minutes = Math.ceil(between(rng, 0, MINUTES_MAX));
  return {
    pairId,
    personId: known.personId,
    fromMs,
    toMs: fromMs + minutes * MINUTE_MS,
    tower,
    known,
  };
}

/** Runs with silence and with cell fixes in its stead, side by side. */
function watch(
  scenario: Scenario,
  spell: Spell,
  silent: EngineUnderTest,
  told: EngineUnderTest,
  complain: Complain,
): void {
  for (const entry of scenario.journal) {
    const { input, nowMs } = entry;
    if (nowMs > spell.toMs) return;
    if (isLeftOut(entry, spell)) continue;
    silent.step(input, nowMs);
    told.step(input, nowMs);
    if (input.kind !== 'tick' || nowMs < spell.fromMs) continue;
    if ((nowMs - spell.fromMs) % MINUTE_MS === 0) tell(spell, entry, silent, told);
    const without = silent.pairView(spell.pairId, nowMs)?.level;
    const level = told.pairView(spell.pairId, nowMs)?.level;
    // Unbound; or what stood has been lowered with nothing told, and what comes after that is news.
    if (without === undefined || level === undefined || !isAlerting(without)) return;
    if (isAlerting(level)) continue;
    complain(
      `${spell.pairId} is ${level}, not ${without}, at ${secondOf(scenario, nowMs)} s: ` +
        `cell fixes of ${spell.personId} from ${secondOf(scenario, spell.fromMs)} s on`,
    );
    return;
  }
}

/** The person's own reports within the spell. */
function isLeftOut({ input, nowMs }: Entry, spell: Spell): boolean {
  if (nowMs <= spell.fromMs || nowMs > spell.toMs || input.kind !== 'fix') return false;
  return input.fix.personId === spell.personId;
}

function tell({ tower, known }: Spell, { input, nowMs }: Entry, silent: EngineUnderTest, told: EngineUnderTest): void {
  const { position } = input;
  // To the silent one the known fix once more: evaluated at the same instant, and told nothing.
  silent.step({ position, kind: 'fix', fix: known }, nowMs);
  told.step(
    {
      position,
      kind: 'fix',
      fix: { ...tower, fixedAtMs: nowMs, receivedAtMs: nowMs },
    },
    nowMs,
  );
}
