/**
 * The person's own plan and what reaches them, one for the whole page: read when the stream comes back or the page is shown, and after every
 * change. What decides loudness is kept on the device for when there is no network. Calls and storage are passed in. Fails toward what was
 * chosen while it cannot be asked, and toward warning when the server says that there is none.
 */
import { type MyPlan, myPlanSchema, type WarningPlan } from '../../../src/notify/contract.ts';
import { loadPlan, type QuietPlan, quietOf, storePlan } from '../warning/plan.ts';

export type MyPlanState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'known'; readonly mine: MyPlan };

interface Held {
  readonly state: MyPlanState;
  /** Null: nobody chose anything, as far as is known. */
  readonly quiet: QuietPlan | null;
}

/** The part of a response that is used; null: no answer came. */
type Answer = Pick<Response, 'status' | 'json'> | null;

export interface MyPlanParts {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  read(): Promise<Answer>;
  write(plan: WarningPlan): Promise<Answer>;
}

export interface MyPlanStore {
  held(): Held;
  subscribe(listener: () => void): () => void;
  load(): Promise<void>;
  /** False: it was not saved, and what the server holds stands. */
  save(plan: WarningPlan): Promise<boolean>;
}

export function createMyPlanStore({ storage, read, write }: MyPlanParts): MyPlanStore {
  let held: Held = { state: { kind: 'loading' }, quiet: loadPlan(storage) };
  const listeners = new Set<() => void>();

  function become(next: Held): void {
    if (next.quiet !== held.quiet) storePlan(storage, next.quiet);
    held = next;
    for (const listener of listeners) listener();
  }

  async function taken(answer: Answer): Promise<boolean> {
    if (answer?.status !== 200) return false;
    const parsed = myPlanSchema.safeParse(await answer.json().catch(() => null));
    // An answer that is no plan is none: nothing is made quieter by it.
    if (parsed.success) become({ state: { kind: 'known', mine: parsed.data }, quiet: quietOf(parsed.data.plan) });
    else become({ state: failed(), quiet: null });
    return parsed.success;
  }

  /** What was known stays while it cannot be read again. */
  function failed(): MyPlanState {
    return held.state.kind === 'known' ? held.state : { kind: 'failed' };
  }

  return {
    held: () => held,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async load() {
      const answer = await read();
      if (await taken(answer)) return;
      if (answer?.status === 200) return;
      // Signed out, or nobody with a plan. Anything else (locked, no network, a fault) says nothing about it.
      if (answer?.status === 401 || answer?.status === 404) become({ state: { kind: 'failed' }, quiet: null });
      else become({ ...held, state: failed() });
    },
    save: async (plan) => taken(await write(plan)),
  };
}
