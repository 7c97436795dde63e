/** Every place in the source that opens positions, or is given them, with the use for which it does: one that is not listed here is found. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packOf } from '../../test/support/packs.ts';
import { loadPacks } from '../orders/service.ts';
import { wearerUse } from './lawful-reads.ts';

/** What gives out positions: the journal, quarantine's raw frames, the engine's snapshots and its views. */
const DOORS =
  /\b(loadInputsAfter|replayAfter|bindingsAt|rebuild|rawOf|pairView|zoneView|snapshotOf|engineFrom)\(|\bshard\.view\(|\bstore\.open\(|\bsealer\.(open|openWith)\(/;

/** The uses of the kr pack; 'none': it opens no position - names, texts, keys -, and the reason is in its own head. */
const READS: Readonly<Record<string, readonly string[]>> = {
  'src/ingest/history.ts': ['compliance', 'protection'],
  'src/ingest/snapshots.ts': ['compliance', 'protection'],
  'src/ingest/quarantine-review.ts': ['as asked'],
  'src/ingest/positions.ts': ['as asked'],
  // A wearer's own, by the right to see what is held of oneself.
  'src/ingest/own-data.ts': ['own-position'],
  'src/incidents/breaches/service.ts': ['none'],
  'src/server/oversight/questions.ts': ['none'],
  'src/server/oversight/relations.ts': ['none'],
  'src/server/assemble.ts': ['compliance', 'protection'],
  'src/server/restore.ts': ['compliance', 'protection'],
  'src/server/shard.ts': ['compliance', 'protection'],
  'src/server/live-deps.ts': ['as the rule says'],
  'src/disclosure/drawing.ts': ['as the rule says'],
  'src/server/withheld-positions.ts': ['protection'],
  'src/server/me/own-position.ts': ['protection'],
  'src/server/conduct-watch.ts': ['protection'],
  'src/insight/feasibility/world.ts': ['none'],
  'src/drills/scenarios/simulate.ts': ['none'],
};
/** They open sealed values that are no positions: names, texts, keys, lists, an order's named places, documents. */
const OTHER_SEALED =
  /^src\/(people|notify|orders|devices)\/|^src\/server\/sessions\/|^src\/safeguards\/|^src\/proximity\/|^src\/cli\/replay\//;

describe('reads of positions (H-501)', () => {
  const files = globSync('src/**/*.ts').filter(
    (file) => !/\.(test|test-helper|harness|fixture)\.ts$|test-helper/.test(file),
  );

  it('are all listed, each with a use that the law has', () => {
    const found = files.filter(
      (file) => !OTHER_SEALED.test(file) && DOORS.test(withoutWords(readFileSync(file, 'utf8'))),
    );
    expect(found.sort()).toEqual(Object.keys(READS).sort());
    const known = new Set(packOf('kr').purposes.map(({ id }): string => id));
    for (const uses of Object.values(READS))
      for (const use of uses)
        expect(known.has(use) || ['none', 'as asked', 'as the rule says'].includes(use), use).toBe(true);
  });

  it('in bulk are refused for a use that the jurisdiction does not have', () => {
    const packs = loadPacks();
    const nowMs = Date.parse('2026-11-28T00:00:00Z');
    expect(wearerUse(packs, 'kr', 'compliance', nowMs)).toMatchObject({ value: { article: 'EDA 31-8(2)2' } });
    for (const [jurisdiction, purpose] of [
      ['kr', 'curiosity'],
      ['kr', 'protection'],
      ['kr', 'study'],
      ['my', 'compliance'],
      ['nowhere', 'compliance'],
    ] as const)
      expect(wearerUse(packs, jurisdiction, purpose, nowMs).ok, `${jurisdiction} ${purpose}`).toBe(false);
    // In study mode the only use is study, whatever is asked for.
    expect(wearerUse(packs, 'jp', 'compliance', nowMs)).toMatchObject({ value: { purpose: 'study' } });
  });
});

/** Without comments, imports and what a file itself declares. */
function withoutWords(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    .replace(/^import[\s\S]*?;$/gm, '')
    .replace(/\bfunction \w+\(/g, '');
}
