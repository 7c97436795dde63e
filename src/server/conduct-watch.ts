/** Looks at each pair once a minute for conduct towards the wearer, in memory: no place is kept, and nothing follows by itself. Fails toward not asking. */
import { distanceM } from '../core/geo.ts';
import type { PairId } from '../core/ids.ts';
import { HOUR_MS } from '../core/time.ts';
import { CONDUCT, lookAt, runOn, type Streak } from '../disclosure/conduct/decide-conduct.ts';
import type { ConductDesk } from '../disclosure/conduct/service.ts';
import type { PairSpec, PairView, ZoneSpec } from '../proximity/types.ts';

export interface ConductWatchDeps {
  readonly desk: Pick<ConductDesk, 'note' | 'lookAtViews'>;
  readonly shard: {
    readonly pairs: ReadonlyMap<PairId, PairSpec>;
    readonly zones: ReadonlyMap<unknown, ZoneSpec>;
    view(pairId: PairId, nowMs: number): PairView | null;
  };
}

/** A place to which an order binds the wearer, and as near to it as next door. */
const NEXT_DOOR_M = 100;
/** At some 15 us each, two milliseconds. */
const LOOKS_A_TURN = 128;

export class ConductWatch {
  readonly #deps: ConductWatchDeps;
  readonly #runs = new Map<string, Streak>();
  #viewsAtMs = Number.NEGATIVE_INFINITY;

  constructor(deps: ConductWatchDeps) {
    this.#deps = deps;
  }

  async look(nowMs: number): Promise<void> {
    const { shard, desk } = this.#deps;
    const places = Map.groupBy(
      [...shard.zones.values()].filter(({ kind }) => kind === 'inclusion'),
      ({ wearerId }) => wearerId,
    );
    let looks = 0;
    for (const [pairId, { protectedId, wearerId }] of [...shard.pairs]) {
      // Fixes and warnings go between.
      if (++looks % LOOKS_A_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
      const view = shard.view(pairId, nowMs);
      const looked = lookAt(view, isAtOne(view, places.get(wearerId) ?? []));
      for (const [kind, leastMin] of [
        ['towards', CONDUCT.towardsMin],
        ['waits', CONDUCT.waitsMin],
      ] as const) {
        const key = `${pairId} ${kind}`;
        const { run, minutes } = runOn(this.#runs.get(key) ?? null, looked[kind], nowMs, leastMin);
        if (run === null) this.#runs.delete(key);
        else this.#runs.set(key, run);
        if (minutes !== null) await desk.note(pairId, protectedId, kind, minutes);
      }
    }
    if (nowMs - this.#viewsAtMs < HOUR_MS) return;
    this.#viewsAtMs = nowMs;
    await desk.lookAtViews();
  }
}

function isAtOne(view: PairView | null, places: readonly ZoneSpec[]): boolean {
  const point = view?.protected.kind === 'fresh' ? view.protected.point : null;
  if (point === null) return false;
  return places.some(({ shape }) => shape.kind === 'circle' && distanceM(point, shape) <= shape.radiusM + NEXT_DOOR_M);
}
