/** Everything that is made for docs/engine.md: from the engine and its numbers, by no clock and no chance but seeded one. */
import { DEFAULT_PARAMETERS as P } from '../../src/proximity/parameters.ts';
import { approachMade } from './approach.ts';
import { beliefMade } from './belief.ts';
import { distanceMade } from './distance.ts';
import { filled, type Made } from './document.ts';
import { gateMade } from './gate.ts';
import { limitsMade } from './limits.ts';
import { parametersMade } from './parameters-table.ts';
import { probabilityMade } from './probability.ts';
import { reachMade } from './reach.ts';
import { relativeMotionMade } from './relative-motion.ts';
import { reportingMade } from './reporting.ts';
import { silenceMade } from './silence.ts';
import { skirtingMade } from './skirting.ts';
import { SPEC } from './stage.ts';

export const DOCUMENT = 'docs/engine.md';
export const FIGURES = 'docs/engine';
export const PARAMETERS = 'src/proximity/parameters.ts';

/** Files by path from the root of the checkout, from the document and parameters.ts as they are. */
export function madeFiles(document: string, parametersSource: string): ReadonlyMap<string, string> {
  const all: Made[] = [
    parametersMade(parametersSource),
    derivedMade(),
    distanceMade(),
    beliefMade(),
    gateMade(),
    reachMade(),
    probabilityMade(),
    relativeMotionMade(),
    approachMade(),
    silenceMade(),
    skirtingMade(),
    limitsMade(),
    reportingMade(),
  ];
  const files = new Map<string, string>();
  for (const [name, svg] of entries(all, 'figures')) files.set(`${FIGURES}/${name}`, svg);
  files.set(DOCUMENT, filled(document, new Map(entries(all, 'blocks')), new Map(entries(all, 'facts'))));
  return files;
}

function entries(all: readonly Made[], part: keyof Made): [string, string][] {
  return all.flatMap((made) => Object.entries(made[part] ?? {}));
}

/** Values that follow from several numbers, at the rings of the examples. */
function derivedMade(): Made {
  const closeM = P.dangerNearFactor * SPEC.restraintM;
  const lineM = P.dangerStillFactor * SPEC.restraintM;
  return {
    facts: {
      restraintM: String(SPEC.restraintM),
      warnM: String(SPEC.warnM),
      noticeM: String(SPEC.noticeM),
      'miss-floor-m': whole(P.missFloorShare * SPEC.warnM),
      'danger-near-m': whole(closeM),
      'danger-still-m': whole(lineM),
      'danger-miss-m': whole(P.dangerMissFactor * SPEC.restraintM),
      'exit-restraint-m': whole(P.exitFactor * SPEC.restraintM),
      'exit-warn-m': whole(P.exitFactor * SPEC.warnM),
      'exit-notice-m': whole(P.exitFactor * SPEC.noticeM),
      'reach-traffic-kmh': whole(P.reachTrafficMps * 3.6),
      'silence-at-60': whole(Math.max(P.silenceAfterS, P.silenceIntervals * 60)),
      'silence-at-600': whole(Math.max(P.silenceAfterS, P.silenceIntervals * 600)),
      'silence-contact-twice': whole(2 * P.silenceContactS),
    },
  };
}

function whole(value: number): string {
  return String(Math.round(value));
}
