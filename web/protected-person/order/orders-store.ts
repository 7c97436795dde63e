/** The orders that protect the person, as the server tells them; one a page, read again when orders come or end. */
import { type OwnOrdersJson, ownOrdersSchema } from '../../../src/orders/contract.ts';
import { callApi } from '../../ui/session.ts';
import { keepOrders } from './order-over.ts';

export interface OrdersState {
  /** Null before the first answer. */
  readonly known: OwnOrdersJson | null;
  readonly hasFailed: boolean;
}

class OrdersStore {
  #state: OrdersState = { known: null, hasFailed: false };
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): OrdersState => this.#state;

  async refresh(): Promise<void> {
    await this.#take(await callApi('/api/me/orders'));
  }

  async accept(undertaking: { readonly jurisdiction: string; readonly textVersion: string }): Promise<void> {
    const { jurisdiction, textVersion } = undertaking;
    const body = JSON.stringify({ jurisdiction, textVersion });
    await this.#take(await callApi('/api/me/undertaking', { method: 'POST', body }));
  }

  async #take(response: Response | null): Promise<void> {
    const read = response?.ok === true ? ownOrdersSchema.safeParse(await response.json().catch(() => null)) : null;
    this.#state =
      read?.success === true ? { known: read.data, hasFailed: false } : { known: this.#state.known, hasFailed: true };
    keepOrders(this.#state.known?.orders ?? []);
    for (const listener of this.#listeners) listener();
  }
}

export const ordersStore = new OrdersStore();
