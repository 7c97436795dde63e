/** Made-up people give the undertaking of their jurisdiction's law, so that a drill shows what people see who gave theirs; again when it is due. */
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { PersonId } from '../core/ids.ts';
import { valueOrRefuse } from '../core/refusal.ts';
import type { Cast } from '../drills/cast.ts';
import { UNDERTAKING_TEXT } from '../orders/contract.ts';
import { acceptUndertaking, loadOwnOrders } from '../orders/own-orders.ts';
import { type Packs, UndertakingBook } from '../orders/service.ts';
import type { Actor } from '../safeguards/service.ts';

interface SeedUndertakingDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly packs: Packs;
}

export async function seedUndertakings(
  deps: SeedUndertakingDeps,
  cast: Cast,
  people: Readonly<Record<string, string>>,
  actor: Actor,
): Promise<void> {
  for (const { key, kind } of cast.people) {
    const personId = people[key] as PersonId | undefined;
    if (personId === undefined || (kind !== 'protected' && kind !== 'household')) continue;
    const { undertaking } = await loadOwnOrders(deps, personId);
    if (undertaking?.isDue !== true) continue;
    const { jurisdiction } = undertaking;
    const accepting = { ...deps, undertakings: new UndertakingBook() };
    valueOrRefuse(await acceptUndertaking(accepting, personId, { jurisdiction, textVersion: UNDERTAKING_TEXT }, actor));
  }
}
