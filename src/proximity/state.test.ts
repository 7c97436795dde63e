import { describe, expect, it } from 'vitest';
import type { PairId, PersonId, ZoneId } from '../core/ids.ts';
import { createEngine, type Engine, evaluationsOf, pairsOf, pairView, step, zoneView } from './engine.ts';
import { P, PAIR, pairSpec, Scene, SILENT, stand, W, walk, ZONE, zoneSpec } from './scene.test-helper.ts';
import { BLOCK_BITS, BLOCK_MASK, BLOCK_SLOTS, type Table } from './table.ts';
import type { Finding, PairSpec } from './types.ts';

function tablesOf({ people, pairs, zones, orders, levels }: Engine): Table[] {
  const { rings, crossings, terms, parameters } = pairs;
  const shared = [
    rings.kinds.table,
    rings.names.table,
    terms.table,
    parameters.rows.table,
    zones.terms.rows.table,
    orders.table,
  ];
  return [people.table, people.more, pairs.table, rings.table, crossings.table, zones.table, levels, ...shared];
}

/** Numbers of a table's records that are not zero, but for slot 0 and the first word of each, which links free slots. */
function remainsOf(table: Table): number {
  let remains = 0;
  for (let slot = 1; slot < table.size; slot++) {
    const words = table.blocks[slot >>> BLOCK_BITS]!.i32;
    const from = (slot & BLOCK_MASK) * table.stride;
    for (let at = from + 1; at < from + table.stride; at++) if (words[at] !== 0) remains++;
  }
  return remains;
}

/** Everything that leaves a mark: levels, rings, probing, a coarse fix, a held one, a mock, events, both kinds of zone. */
function live(scene: Scene): void {
  scene.bind({ rings: { police: 1000, outer: 1500 }, parameters: { warnTauS: 300 } });
  scene.take({ kind: 'bind-zone', zone: zoneSpec({ kind: 'circle', ...scene.at(0, 0), radiusM: 200 }) }, 0);
  const rings = [[scene.at(0, 0), scene.at(300, 0), scene.at(0, 300)]];
  const polygon = zoneSpec({ kind: 'polygon', rings }, { zoneId: 'polygon' as ZoneId });
  scene.take({ kind: 'bind-zone', zone: polygon }, 0);
  scene.play(0, 3600, (s) => ({ eastM: 650 + 250 * Math.cos((2 * Math.PI * s) / 960), northM: 0 }));
  scene.fix(W, 3610, 5000, 0, { accuracyM: 1000, source: 'cell' });
  scene.fix(W, 3620, 90_000, 0);
  scene.fix(W, 3630, 700, 0, { mock: true });
  scene.event(P, 'strap-open', 3640);
  scene.play(3645, 4500, walk(600, -1, 3645));
}

describe('what is unbound', () => {
  it('leaves not a number behind (H-105)', () => {
    const scene = new Scene();
    live(scene);
    for (const table of tablesOf(scene.engine)) expect(table.count).toBeGreaterThan(0);
    scene.take({ kind: 'unbind-pair', pairId: PAIR }, 5000);
    scene.take({ kind: 'unbind-zone', zoneId: ZONE }, 5000);
    scene.take({ kind: 'unbind-zone', zoneId: 'polygon' as ZoneId }, 5000);
    for (const table of tablesOf(scene.engine)) expect([table.count, remainsOf(table)]).toEqual([0, 0]);
    const { polygons, fresh } = scene.engine.zones;
    expect([polygons.size, fresh.size]).toEqual([0, 0]);
  });

  it('gives its slots to others, who are as if they were the first', () => {
    const used = new Scene();
    live(used);
    used.take({ kind: 'unbind-pair', pairId: PAIR }, 5000);
    for (const zoneId of [ZONE, 'polygon' as ZoneId]) used.take({ kind: 'unbind-zone', zoneId }, 5000);
    const play = (scene: Scene): unknown => {
      const from = scene.findings.length;
      scene.take({ kind: 'bind-zone', zone: zoneSpec({ kind: 'circle', ...scene.at(0, 0), radiusM: 200 }) }, 6000);
      scene.bind({ rings: { other: 1200 } }, 6000).play(6005, 7500, walk(2000, -1.2, 6005), stand(30));
      const { engine } = scene;
      const views = [pairView(engine, PAIR, 7_500_000), zoneView(engine, ZONE, 7_500_000), evaluationsOf(engine, PAIR)];
      return JSON.stringify([scene.findings.slice(from), views]).replace(/"(inputPosition|lastPosition)":\d+/g, '');
    };
    expect(play(used)).toBe(play(new Scene()));
  });
});

describe('many', () => {
  it('pairs and zones over several blocks are evaluated by one tick, and found again', () => {
    const count = 3 * BLOCK_SLOTS + 7;
    const engine = createEngine();
    let position = 0;
    for (let i = 0; i < count; i++) {
      const ids = { pairId: `pair-${i}` as PairId, wearerId: `w-${i}` as PersonId, protectedId: `p-${i}` as PersonId };
      step(engine, { position: ++position, kind: 'bind-pair', pair: pairSpec(ids) }, 0);
      const shape = { kind: 'circle' as const, latDeg: 0, lonDeg: i / 1000, radiusM: 100 };
      const zone = zoneSpec(shape, { zoneId: `zone-${i}` as ZoneId, wearerId: ids.wearerId });
      step(engine, { position: ++position, kind: 'bind-zone', zone }, 0);
    }
    // All fall silent without a word: each pair and each zone says so, in the order of ids.
    const found = step(engine, { position: ++position, kind: 'tick' }, 300_000);
    expect(found.length).toBe(2 * count);
    const ids = found.map(({ subject }) => (subject.kind === 'pair' ? subject.pairId : JSON.stringify(subject)));
    expect(ids).toEqual(
      [...ids].sort((a, b) =>
        a.startsWith('pair') === b.startsWith('pair') ? (a < b ? -1 : 1) : a.startsWith('pair') ? -1 : 1,
      ),
    );
    for (let i = 0; i < count; i += 50) {
      expect(evaluationsOf(engine, `pair-${i}` as PairId)).toBe(2);
      expect(pairView(engine, `pair-${i}` as PairId, 300_000)).toMatchObject({ level: 'unknown', wearerId: `w-${i}` });
      expect(zoneView(engine, `zone-${i}` as ZoneId, 300_000)).toMatchObject({
        level: 'unknown',
        lastPosition: position,
      });
      expect(pairsOf(engine, `p-${i}` as PersonId)).toEqual([`pair-${i}`]);
    }
  });
});

describe('the order of binding', () => {
  const specs = ['b', 'c', 'a', 'd'].map((id) => ({ pairId: id as PairId, protectedId: `p-${id}` as PersonId }));

  function play(order: readonly Partial<PairSpec>[]): readonly Finding[] {
    const scene = new Scene();
    for (const spec of order) scene.bind({ ...spec, rings: { police: 1000 } });
    for (const id of ['z2', 'z1']) {
      const shape = { kind: 'circle' as const, ...scene.at(0, 0), radiusM: 200 };
      scene.take({ kind: 'bind-zone', zone: zoneSpec(shape, { zoneId: id as ZoneId }) }, 0);
    }
    for (let s = 0; s <= 1800; s += 5) {
      for (const [i, { protectedId }] of specs.entries()) {
        if (s % 60 === 0) scene.fix(protectedId, s, 40 * i + Math.sin(s), 0);
      }
      if (s % 60 === 30) scene.fix(W, s, 1700 - s, 5 * Math.cos(s));
      scene.tick(s);
    }
    scene.play(1805, 2600, SILENT, SILENT);
    return scene.findings;
  }

  it('never shows: findings and views are the same to the byte', () => {
    const one = play(specs);
    expect(one.length).toBeGreaterThan(20);
    expect(JSON.stringify(play([...specs].reverse()))).toBe(JSON.stringify(one));
  });
});

describe('a pair of which a side never reported', () => {
  it("HAZARD H-104: another pair's distance stands in its finding, or its closing asks the phone for more: neither", () => {
    const other = 'p-other' as PersonId;
    const never = { pairId: 'never' as PairId, wearerId: 'never' as PersonId, protectedId: other };
    for (const order of [
      [{}, never],
      [never, {}],
    ]) {
      const scene = new Scene();
      for (const over of order) scene.bind(over);
      for (let s = 0; s <= 400; s += 20) {
        scene.fix(P, s, 0, 0);
        scene.fix(W, s + 1, 2500 - 5 * s, 0);
        scene.fix(other, s + 2, 0, 50_000);
        scene.tick(s + 3);
      }
      const ofPhones = scene.findings.filter(({ kind }) => kind === 'reporting').map(({ subject }) => subject);
      expect(ofPhones).toContainEqual({ kind: 'person', personId: P });
      expect(ofPhones).not.toContainEqual({ kind: 'person', personId: other });
      const found = scene.findings.filter(({ subject }) => subject.kind === 'pair' && subject.pairId === 'never');
      expect(found.map(({ reason, distanceM }) => [reason, distanceM])).toEqual([['wearer-never-reported', null]]);
    }
  });
});

describe("an order's own parameters", () => {
  const towards = (over: Partial<PairSpec>): Scene => new Scene().bind(over).play(0, 1500, walk(2600, -2));

  it('are those that its pair is evaluated by, and no other', () => {
    const usual = towards({}).firstS('warning');
    expect(towards({ parameters: { warnTauS: 900 } }).firstS('warning')).toBeLessThan(usual);
    expect(towards({ parameters: {} }).firstS('warning')).toBe(usual);
    const both = new Scene().bind({ pairId: 'own' as PairId, parameters: { warnTauS: 900 } }).bind();
    both.play(0, 1500, walk(2600, -2));
    const first = (id: string) =>
      both.findings.find(
        ({ subject, level }) => subject.kind === 'pair' && subject.pairId === id && level === 'warning',
      );
    expect(first(PAIR)!.atMs / 1000).toBe(usual);
    expect(first('own')!.atMs).toBeLessThan(first(PAIR)!.atMs);
  });

  it('change with a new binding, and are forgotten with the last pair', () => {
    const scene = new Scene().bind({ parameters: { silenceAfterS: 600 } }).play(0, 300, stand(500));
    scene.play(305, 800, SILENT);
    expect(scene.levels()).not.toContain('wearer-silent');
    scene.bind({}, 805);
    expect(scene.levels().at(-1)).toBe('wearer-silent');
    expect(scene.engine.pairs.parameters.rows.table.count).toBe(0);
  });

  it('are refused outside their bounds, before anything has changed', () => {
    const scene = new Scene();
    for (const parameters of [{ warnTauS: 30 }, { warnTauS: 901 }, { silenceAfterS: Number.NaN }, { probable: 0.1 }]) {
      expect(() => scene.bind({ parameters: parameters as Partial<PairSpec['parameters']> & object })).toThrow();
    }
    for (const table of tablesOf(scene.engine)) expect(table.count).toBe(0);
  });
});
