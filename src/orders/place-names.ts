/**
 * The places of an order as the court named them, for its wearer, who must know where not to be (or where to stay). Never where anybody is.
 * Fails toward telling less: a place that was erased has no name any more.
 */
import { ErasedError } from '../safeguards/service.ts';
import { loadSealedZones } from './orders.sql.ts';
import type { OrderReadDeps } from './service.ts';

export interface NamedPlace {
  readonly kind: 'exclusion' | 'inclusion';
  /** Null: erased. */
  readonly name: string | null;
  /** Of a circle. */
  readonly radiusM: number | null;
}

export async function loadPlaceNames({ database, sealer }: OrderReadDeps, orderId: string): Promise<NamedPlace[]> {
  const zones = await loadSealedZones(database, [orderId]);
  return Promise.all(
    zones.map(async ({ kind, keyId, sealed }) => {
      try {
        const opened = JSON.parse((await sealer.open(keyId, sealed)).toString('utf8')) as {
          name: string;
          shape: { kind: string; radiusM?: number };
        };
        return { kind, name: opened.name, radiusM: opened.shape.radiusM ?? null };
      } catch (error) {
        if (!(error instanceof ErasedError)) throw error;
        return { kind, name: null, radiusM: null };
      }
    }),
  );
}
