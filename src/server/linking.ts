/**
 * One wearer to all orders: comparing, linking and telling need people, orders and devices, and are put together here. Runs after
 * whatever entered a wearer or an order, and by the beat, so that what could not be done then is done as soon as it can.
 */
import { randomBytes } from 'node:crypto';
import type { OrderId, PersonId } from '../core/ids.ts';
import { loadCarried, loadDevicesCarriedBy } from '../devices/service.ts';
import { linkFound } from '../orders/linking/service.ts';
import { loadLinkingSaid } from '../orders/linking/views.ts';
import { reviewWornElsewhere } from '../orders/linking/worn-elsewhere.ts';
import type { LinkingDeps, OrderDeps } from '../orders/service.ts';
import type { LinkingJson } from '../people/contract.ts';
import { compareDue, compareNow } from '../people/service.ts';
import type { Magpie } from './assemble.ts';
import { orderChanged } from './order-changed.ts';

/** For more people than this all that is carried is read at once. */
const ONE_BY_ONE = 5;

export function linkingDeps(deps: OrderDeps & Pick<LinkingDeps, 'access'>): LinkingDeps {
  const { access, database, sealer, clock, randomBytes, packs, onOrderChange } = deps;
  return {
    ...{ access, database, sealer, clock, randomBytes, packs, onOrderChange },
    async wearing(sql, personIds) {
      if (personIds.length > ONE_BY_ONE) {
        const carrying = new Set((await loadCarried(sql)).map(({ personId }) => personId));
        return new Set(personIds.filter((personId) => carrying.has(personId)));
      }
      const wearing = new Set<PersonId>();
      for (const personId of personIds) {
        if ((await loadDevicesCarriedBy(sql, personId)).length > 0) wearing.add(personId);
      }
      return wearing;
    },
  };
}

/** What the beat does of it. */
export interface Linking {
  /** Compares what is due, and links what is certain. */
  link(): Promise<void>;
  /** Tells of matters in which a worn device does not protect yet. */
  tell(): Promise<void>;
}

/** `magpie` may still be being put together: its parts are asked for when the beat runs. */
export function newLinking(magpie: Magpie, onError: (error: unknown) => void): Linking {
  const deps = (): LinkingDeps => {
    const { access, database, sealer, options } = magpie;
    const { clock, packs } = options;
    const onOrderChange = (orderId: OrderId) => orderChanged(magpie, orderId).catch(onError);
    return linkingDeps({ access, database, sealer, clock, packs, randomBytes, onOrderChange });
  };
  return {
    async link() {
      await compareDue(deps());
      await linkFound(deps());
    },
    tell: () => reviewWornElsewhere(deps()),
  };
}

/**
 * Compares the wearer's record now and links what is certain; what came of it, without a name. `due` when it could not be done: the record
 * or the order stands all the same, and the beat does it.
 */
export async function linkNow(
  deps: LinkingDeps,
  wearerId: PersonId,
  orderId: string | null,
  onError: (error: unknown) => void,
): Promise<LinkingJson> {
  try {
    await compareNow(deps, wearerId);
    await linkFound(deps);
    await reviewWornElsewhere(deps);
    return { state: 'checked', ...(await loadLinkingSaid(deps, wearerId, orderId)) };
  } catch (error) {
    onError(error);
    return { state: 'due', linkedTo: null, cases: [], reviews: [], notYet: null };
  }
}
