/**
 * For what the server itself reads positions, and what of them people may read in bulk. Every opening of sealed positions is for one of the uses that
 * the packs list. Fails toward refusing.
 */
import type { Outcome } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { PURPOSES } from '../orders/packs/purpose-ids.ts';
import { type LawfulUse, lawfulUse, type Packs } from '../orders/service.ts';
import { audit } from '../safeguards/service.ts';
import type { Magpie } from './assemble.ts';

/** The use of a wearer's position of that name, by the pack as it holds now. */
export function wearerUse(
  packs: Packs,
  jurisdiction: string,
  purpose: string,
  nowMs: number,
): Outcome<LawfulUse, Refusal> {
  const pack = packs.current(jurisdiction, nowMs);
  const id = PURPOSES.find((one) => one === purpose);
  if (pack === null || id === undefined) return refuse('invalid', 'purpose: no such use of a position.');
  return lawfulUse(pack, id, 'wearer');
}

/**
 * Written at each start, after the engine was rebuilt from the journal: that positions were read, up to which input, and by which articles
 * each law allows it. A pack with a device cannot be loaded without them (`use-problems.ts`).
 */
export async function recordEngineRead(
  magpie: Pick<Magpie, 'database' | 'options' | 'book'>,
  position: number,
): Promise<void> {
  const { database, options, book } = magpie;
  const atMs = options.clock.nowMs();
  const uses = new Map<string, string>();
  for (const { jurisdiction } of book.wearersInForce(atMs).values()) {
    const use = wearerUse(options.packs, jurisdiction, 'compliance', atMs);
    uses.set(jurisdiction, use.ok ? `${use.value.packVersion} ${use.value.article}` : 'none');
  }
  const about = { position, uses: Object.fromEntries(uses) };
  await database.transaction((tx) =>
    audit(tx, [{ atMs, actor: { kind: 'engine', id: null }, action: 'position.read', purpose: 'compliance', about }]),
  );
}
