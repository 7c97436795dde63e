/** Section 11: what the engine asks of the two devices, from far to near. */
import type { PersonId } from '../../src/core/ids.ts';
import { createEngine, step } from '../../src/proximity/engine.ts';
import { wantedIntervalS } from '../../src/proximity/reporting.ts';
import type { Made } from './document.ts';
import { fixAt, SPEC } from './stage.ts';

export function reportingMade(): Made {
  const wanted = (personId: PersonId, apartM: number, wearerMps = 0): string => {
    const engine = createEngine();
    step(engine, { position: 1, kind: 'bind-pair', pair: SPEC }, 0);
    const wearer = fixAt(SPEC.wearerId, 0, { eastM: apartM, northM: 0 }, 10);
    step(engine, { position: 2, kind: 'fix', fix: { ...wearer, speedMps: wearerMps, courseDeg: 90 } }, 0);
    step(engine, { position: 3, kind: 'fix', fix: fixAt(SPEC.protectedId, 0, { eastM: 0, northM: 0 }, 10) }, 0);
    const intervalS = wantedIntervalS(engine, personId);
    return intervalS === null ? 'nothing' : `a report every ${intervalS} s`;
  };
  return {
    facts: {
      'asked-near': wanted(SPEC.protectedId, 300),
      'asked-far': wanted(SPEC.protectedId, 5000),
      'asked-resting': wanted(SPEC.wearerId, 300),
      'asked-moving': wanted(SPEC.wearerId, 5000, 5),
    },
  };
}
