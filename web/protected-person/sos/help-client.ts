/**
 * Whom to call and which places with people there are: asked for once a page, kept in memory only, so that both are there when the network is not.
 * Fails toward what is known: without an answer the emergency number that this phone learnt last remains.
 */
import { type Place, placesSchema } from '../../../src/disclosure/places/contract.ts';
import { type HelpJson, helpSchema, type OwnPlace, ownPlacesSchema } from '../../../src/people/help/contract.ts';

export type Loaded<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'loaded'; readonly value: T };

export interface PlacesKnown {
  readonly timeZone: string | null;
  readonly places: readonly Place[];
  readonly own: readonly OwnPlace[];
}

export interface HelpState {
  readonly help: Loaded<HelpJson>;
  readonly places: Loaded<PlacesKnown>;
}

export interface HelpDeps {
  get(path: string): Promise<unknown | null>;
  onNumber(emergencyNumber: string): void;
  setTimer(work: () => void, delayMs: number): number;
}

const AGAIN_MS = 20_000;

export class HelpClient {
  readonly #deps: HelpDeps;
  readonly #listeners = new Set<() => void>();
  #state: HelpState = { help: { kind: 'loading' }, places: { kind: 'loading' } };
  #isTimed = false;

  constructor(deps: HelpDeps) {
    this.#deps = deps;
  }

  readonly state = (): HelpState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What is missing is asked for; again after a while as long as something is. */
  readonly load = async (): Promise<void> => {
    await Promise.all([this.#state.help.kind === 'loaded' ? null : this.reloadHelp(), this.#loadPlaces()]);
    const isMissing = this.#state.help.kind !== 'loaded' || this.#state.places.kind !== 'loaded';
    if (!isMissing || this.#isTimed) return;
    this.#isTimed = true;
    this.#deps.setTimer(() => {
      this.#isTimed = false;
      void this.load();
    }, AGAIN_MS);
  };

  /** After the person changed something of it. What was known stays while the answer is away. */
  readonly reloadHelp = async (): Promise<void> => {
    const parsed = helpSchema.safeParse(await this.#deps.get('/api/me/help'));
    if (parsed.success) {
      this.#deps.onNumber(parsed.data.emergencyNumber);
      this.#say({ help: { kind: 'loaded', value: parsed.data } });
    } else if (this.#state.help.kind !== 'loaded') this.#say({ help: { kind: 'failed' } });
  };

  /** As just saved. */
  readonly ownPlacesAre = (own: readonly OwnPlace[]): void => {
    const { places } = this.#state;
    if (places.kind === 'loaded') this.#say({ places: { kind: 'loaded', value: { ...places.value, own } } });
  };

  async #loadPlaces(): Promise<void> {
    if (this.#state.places.kind === 'loaded') return;
    const [register, own] = await Promise.all([this.#deps.get('/api/places'), this.#deps.get('/api/me/places')]);
    const [places, mine] = [placesSchema.safeParse(register), ownPlacesSchema.safeParse(own)];
    if (places.success && mine.success) {
      this.#say({ places: { kind: 'loaded', value: { ...places.data, own: mine.data.places } } });
    } else this.#say({ places: { kind: 'failed' } });
  }

  #say(change: Partial<HelpState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
