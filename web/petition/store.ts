/**
 * What the petition's pages share: the law, the person's own proceedings, and the draft with whether it is saved. Calls, time and timers are
 * passed in. Words that could not be saved stay here, in memory alone, and are tried again; nothing is kept in the browser. Fails toward
 * "not saved".
 */
import type { Clock } from '../../src/core/clock.ts';
import type { LawJson, OwnProceedingJson } from '../../src/orders/process/contract.ts';
import { type Draft, newDraft, readDraft } from './draft.ts';
import { PETITION_LIMITS } from './limits.ts';

/** An answer of the server, as far as the pages tell them apart. */
export type Answer<T> =
  | { readonly kind: 'ready'; readonly data: T }
  | { readonly kind: 'no-connection' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'refused'; readonly code: string };

export interface PetitionCalls {
  law(): Promise<Answer<LawJson>>;
  proceedings(): Promise<Answer<{ readonly serverTimeMs: number; readonly proceedings: readonly OwnProceedingJson[] }>>;
  draft(): Promise<Answer<{ readonly draft: unknown; readonly changedAtMs: number | null }>>;
  saveDraft(draft: Draft | null): Promise<Answer<{ readonly changedAtMs: number | null }>>;
  send(request: object): Promise<Answer<OwnProceedingJson>>;
  act(proceedingId: string, request: object): Promise<Answer<OwnProceedingJson>>;
}

export interface PetitionParts {
  readonly clock: Clock;
  readonly calls: PetitionCalls;
  /** Runs it once after that time; returns what takes it back. */
  readonly after: (ms: number, run: () => void) => () => void;
}

export type Saved =
  | { readonly kind: 'saved'; readonly atMs: number }
  | { readonly kind: 'changed' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'not-saved'; readonly why: 'no-connection' | 'locked' | 'signed-out' | 'refused' };

export type Loading =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly why: 'no-connection' | 'locked' | 'signed-out' | 'refused' }
  | {
      readonly kind: 'ready';
      readonly law: LawJson;
      readonly proceedings: readonly OwnProceedingJson[];
      /** The server's clock less the page's. */
      readonly aheadMs: number;
    };

export interface PetitionState {
  readonly loading: Loading;
  /** Null: nothing is being written. */
  readonly draft: Draft | null;
  /** A draft is there that this page cannot read. */
  readonly isUnreadable: boolean;
  readonly saved: Saved;
}

export interface PetitionStore {
  state(): PetitionState;
  subscribe(listener: () => void): () => void;
  /** Reads everything; a draft that is not saved yet is kept as it stands here. */
  load(): Promise<void>;
  begin(path: string): void;
  change(change: (draft: Draft) => Draft): void;
  /** Now, not a moment later; resolves when it was tried. */
  save(): Promise<boolean>;
  discard(): Promise<boolean>;
  send(request: object): Promise<Answer<OwnProceedingJson>>;
  act(proceedingId: string, request: object): Promise<Answer<OwnProceedingJson>>;
  /** Whether leaving now would lose words. */
  hasUnsaved(): boolean;
  /** Lets go of everything at once, saved or not: quick exit, and somebody else signing in. */
  drop(): void;
}

export function createPetitionStore(parts: PetitionParts): PetitionStore {
  return new Petition(parts);
}

const FRESH: PetitionState = {
  loading: { kind: 'loading' },
  draft: null,
  isUnreadable: false,
  saved: { kind: 'saved', atMs: 0 },
};

class Petition implements PetitionStore {
  readonly #parts: PetitionParts;
  readonly #listeners = new Set<() => void>();
  #state = FRESH;
  #timer: (() => void) | null = null;
  /** One save at a time, so that an older one never comes last. */
  #saving: Promise<boolean> | null = null;
  /** Counts what was begun anew: an answer to what came before it changes nothing. */
  #era = 0;

  constructor(parts: PetitionParts) {
    this.#parts = parts;
  }

  readonly state = () => this.#state;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async load(): Promise<void> {
    const era = this.#era;
    const { calls, clock } = this.#parts;
    const [law, own, kept] = await Promise.all([calls.law(), calls.proceedings(), calls.draft()]);
    if (era !== this.#era) return;
    const failed = [law, own, kept].find(({ kind }) => kind !== 'ready');
    if (failed !== undefined || law.kind !== 'ready' || own.kind !== 'ready' || kept.kind !== 'ready') {
      // What is on the screen already stays, with the draft on it.
      if (this.#state.loading.kind !== 'ready') this.#become({ loading: { kind: 'failed', why: whyOf(failed!) } });
      return;
    }
    const aheadMs = own.data.serverTimeMs - clock.nowMs();
    this.#become({ loading: { kind: 'ready', law: law.data, proceedings: own.data.proceedings, aheadMs } });
    if (this.hasUnsaved()) return;
    const draft = kept.data.draft === null ? null : readDraft(kept.data.draft);
    const isUnreadable = kept.data.draft !== null && draft === null;
    this.#become({ draft, isUnreadable, saved: { kind: 'saved', atMs: kept.data.changedAtMs ?? 0 } });
  }

  begin(path: string): void {
    const { draft } = this.#state;
    // What was told already is told once: another way to go keeps the answers, but not what was asked for.
    const next: Draft =
      draft === null
        ? newDraft(path)
        : draft.path === path
          ? draft
          : { ...draft, path, question: 'danger', measures: [], anyMeasure: false, officeId: '' };
    this.#become({ draft: next, isUnreadable: false });
    void this.save();
  }

  change(change: (draft: Draft) => Draft): void {
    if (this.#state.draft === null) return;
    this.#become({ draft: change(this.#state.draft), saved: { kind: 'changed' } });
    this.#later(PETITION_LIMITS.saveAfterMs);
  }

  save(): Promise<boolean> {
    this.#timer?.();
    this.#timer = null;
    this.#saving ??= this.#saveNow().finally(() => {
      this.#saving = null;
    });
    return this.#saving;
  }

  // HAZARD H-372: a lost connection loses what was written, or what is not saved looks saved.
  async #saveNow(): Promise<boolean> {
    const era = this.#era;
    for (;;) {
      const { draft } = this.#state;
      if (draft === null) return true;
      this.#become({ saved: { kind: 'saving' } });
      const answer = await this.#parts.calls.saveDraft(draft);
      if (era !== this.#era) return false;
      if (answer.kind !== 'ready') {
        this.#become({ saved: { kind: 'not-saved', why: whyOf(answer) } });
        this.#later(PETITION_LIMITS.saveAgainMs);
        return false;
      }
      // Something was written while it was on its way.
      if (this.#state.draft !== draft) continue;
      const atMs = answer.data.changedAtMs ?? this.#parts.clock.nowMs();
      this.#become({ saved: { kind: 'saved', atMs } });
      return true;
    }
  }

  async discard(): Promise<boolean> {
    const answer = await this.#parts.calls.saveDraft(null);
    if (answer.kind !== 'ready') {
      this.#become({ saved: { kind: 'not-saved', why: whyOf(answer) } });
      return false;
    }
    this.#forget();
    return true;
  }

  async send(request: object): Promise<Answer<OwnProceedingJson>> {
    // A save on its way would bring back the draft that sending deletes.
    this.#timer?.();
    this.#timer = null;
    await this.#saving;
    const answer = await this.#parts.calls.send(request);
    if (answer.kind === 'ready') {
      this.#took(answer.data);
      this.#forget();
    }
    return answer;
  }

  async act(proceedingId: string, request: object): Promise<Answer<OwnProceedingJson>> {
    const answer = await this.#parts.calls.act(proceedingId, request);
    if (answer.kind === 'ready') this.#took(answer.data);
    return answer;
  }

  hasUnsaved(): boolean {
    return this.#state.draft !== null && this.#state.saved.kind !== 'saved';
  }

  drop(): void {
    this.#forget();
    this.#become({ loading: FRESH.loading });
  }

  #forget(): void {
    this.#era += 1;
    this.#timer?.();
    this.#timer = null;
    this.#become({ draft: null, isUnreadable: false, saved: FRESH.saved });
  }

  #took(one: OwnProceedingJson): void {
    const { loading } = this.#state;
    if (loading.kind !== 'ready') return;
    const others = loading.proceedings.filter(({ proceedingId }) => proceedingId !== one.proceedingId);
    this.#become({ loading: { ...loading, proceedings: [one, ...others] } });
  }

  #later(ms: number): void {
    this.#timer?.();
    this.#timer = this.#parts.after(ms, () => {
      this.#timer = null;
      void this.save();
    });
  }

  #become(change: Partial<PetitionState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function whyOf(answer: Answer<unknown>): 'no-connection' | 'locked' | 'signed-out' | 'refused' {
  return answer.kind === 'ready' ? 'refused' : answer.kind;
}
