/**
 * Plays a study: simulated lives through the production engine, each alternative rule asked every 5 s by the production decision what it
 * shows to whom. Simulated people only; no database, no clock, no chance but the seeds: the same study gives the same figures.
 */
import { decide } from '../../disclosure/decide.ts';
import { indexRules, type Rule, type Table, type ViewerKind } from '../../disclosure/rule.ts';
import type { Cast } from '../../drills/cast.ts';
import { distanceM } from '../../drills/city/plane.ts';
import { simulate } from '../../drills/scenarios/simulate.ts';
import { createDrillWorld, type DrillPlan, type DrillWorld } from '../../drills/service.ts';
import {
  type Alternative,
  STUDY_ROLES,
  type Study,
  type StudyReport,
  type StudyRole,
} from '../../insight/study/study.ts';
import { type PairLook, Tally } from '../../insight/study/tally.ts';
import type { Packs } from '../../orders/service.ts';
import { ENGINE_VERSION } from '../../proximity/engine.ts';
import type { PairView } from '../../proximity/types.ts';
import { OperatorError } from '../../server/operator-error.ts';

const LOOK_S = 5;
const HOUR_S = 3_600;

const VIEWERS: Readonly<Record<StudyRole, ViewerKind>> = {
  protected: 'protected',
  household: 'household',
  monitoring: 'officer',
  police: 'responder',
};

/** @param atMs by the versions of the packs that hold then */
export function runStudy(study: Study, packs: Packs, atMs: number, say: (line: string) => void): StudyReport {
  const tables = study.alternatives.map((alternative) => tableOf(alternative, packs, atMs));
  const worlds = study.seeds.map((seed) => createDrillWorld(seed));
  const plans = worlds.flatMap((world) => study.plans.map((name) => planned(world, name)));
  const alternatives = study.alternatives.map((alternative, i) => {
    say(`playing ${alternative.id}`);
    const tally = new Tally(alternative.restraintM, LOOK_S);
    for (const one of plans) play(one, alternative, tables[i]!, tally);
    const { name, about, restraintM, warnM, noticeM } = alternative;
    return { ...tally.figures(alternative.id), name, about, restraintM, warnM, noticeM };
  });
  return {
    jurisdiction: study.jurisdiction,
    packVersion: packOf(packs, study.jurisdiction, atMs).versionId,
    engineVersion: ENGINE_VERSION,
    seeds: study.seeds,
    plans: study.plans,
    ...hoursOf(plans),
    alternatives,
  };
}

interface Planned {
  readonly world: DrillWorld;
  readonly plan: DrillPlan;
  readonly lengthMs: number;
}

function planned(world: DrillWorld, name: string): Planned {
  const plan = world.plan(name);
  if (plan === null) throw new OperatorError(`There is no scenario ${name}.`, 'See magpie drill --list.');
  return { world, plan, lengthMs: plan.cycleMs ?? plan.durationMs };
}

function packOf(packs: Packs, jurisdiction: string, atMs: number) {
  const pack = packs.current(jurisdiction, atMs);
  if (pack === null) throw new OperatorError(`No pack of '${jurisdiction}' holds.`, 'Name a folder of jurisdictions/.');
  return pack;
}

// HAZARD H-358: a study by a table that the law does not allow shows something of somebody real.
/** As a study's whatever the pack's mode, so that the decision shows it of simulated people alone. */
export function tableOf({ table, hides }: Alternative, packs: Packs, atMs: number): Table {
  const pack = packOf(packs, table, atMs);
  const rules: Rule[] = pack.disclosure.filter(({ viewer }) => !hides.some((hidden) => hidden === viewer));
  const nothing = hides.map(
    (viewer): Rule => ({
      ...{ id: `study-${viewer}-hidden`, viewer, targets: ['wearer', 'protected'] as const, shows: 'nothing' },
      levels: ['clear', 'notice', 'warning', 'danger', 'unknown'],
      ...{ direction: false, recordsUrgency: false, article: 'Magpie 4', reason: 'disclosure.not-needed' },
    }),
  );
  return indexRules({
    versionId: pack.versionId,
    mode: 'study',
    purposes: pack.purposes,
    disclosure: [...rules, ...nothing],
  });
}

function play({ world, plan, lengthMs }: Planned, alternative: Alternative, table: Table, tally: Tally): void {
  const { restraintM, warnM, noticeM } = alternative;
  const cast: Cast = {
    ...world.cast,
    orders: world.cast.orders.map((order) => ({ ...order, restraintM, warnM, noticeM })),
  };
  simulate(plan, cast, lengthMs, ({ elapsedMs, nowMs, views }) => {
    for (const view of views) {
      const isHousehold = view.protectedId.startsWith('h');
      const [wearer, other] = [plan.actors.get(view.wearerId)!, plan.actors.get(view.protectedId)!];
      tally.add({
        pair: `${plan.seed}/${plan.name}/${view.pairId}`,
        wearer: `${plan.seed}/${view.wearerId}`,
        protected: `${plan.seed}/${view.protectedId}`,
        elapsedS: elapsedMs / 1_000,
        trueDistanceM: distanceM(wearer.at(elapsedMs).point, other.at(elapsedMs).point),
        isAlerting: view.level === 'warning' || view.level === 'danger',
        shown: shownOf(view, table, nowMs, isHousehold),
      });
    }
  });
}

function shownOf(view: PairView, table: Table, nowMs: number, isHousehold: boolean): PairLook['shown'] {
  const shown = STUDY_ROLES.map((role) => {
    if ((role === 'protected' && isHousehold) || (role === 'household' && !isHousehold)) return [role, null];
    const viewer = { kind: VIEWERS[role], own: false };
    const asked = {
      viewer,
      orderInForce: true,
      orderUntilMs: nowMs + 1,
      exercise: true,
      undertaken: true,
      pairView: view,
      nowMs,
    };
    const of = (target: 'wearer' | 'protected') => decide(table, { ...asked, target, held: null }).kind;
    return [role, { wearer: of('wearer'), protected: of('protected') }];
  });
  return Object.fromEntries(shown) as PairLook['shown'];
}

function hoursOf(plans: readonly Planned[]) {
  const wearers = new Set<string>();
  const others = new Set<string>();
  let wearerS = 0;
  let protectedS = 0;
  for (const { plan, lengthMs } of plans) {
    for (const person of plan.actors.keys()) {
      const isWearer = person.startsWith('w');
      (isWearer ? wearers : others).add(`${plan.seed}/${person}`);
      if (isWearer) wearerS += lengthMs / 1_000;
      else protectedS += lengthMs / 1_000;
    }
  }
  return {
    ...{ wearerHours: wearerS / HOUR_S, protectedHours: protectedS / HOUR_S },
    ...{ wearers: wearers.size, protected: others.size },
  };
}
