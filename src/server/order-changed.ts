import type { OrderId } from '../core/ids.ts';
import type { Magpie } from './assemble.ts';

/** An order was entered, ended or moved to another record: nothing is disclosed under it until it was read again, and the engine holds what it says. */
export async function orderChanged(
  { book, hub, reconciler }: Pick<Magpie, 'book' | 'hub' | 'reconciler'>,
  orderId: OrderId,
): Promise<void> {
  book.markStale(orderId);
  hub.onOrderChanged(orderId);
  await reconciler.run();
}
