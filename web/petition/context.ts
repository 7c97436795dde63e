/** What every page of the petition is drawn from. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import { localDate } from '../../src/core/local-time.ts';
import type { LawJson, OwnProceedingJson } from '../../src/orders/process/contract.ts';
import { browserClock } from '../ui/page-clock.ts';
import type { PetitionState, PetitionStore } from './store.ts';
import type { View } from './use-view.ts';

export interface PetitionPages {
  readonly store: PetitionStore;
  readonly law: LawJson;
  readonly proceedings: readonly OwnProceedingJson[];
  readonly aheadMs: number;
  readonly view: View;
  open(view: View): void;
  back(): void;
  home(): void;
  /** Out of the petition, to where it was opened. */
  leave(): void;
  /** False on the first sight: the focus is where the app put it. */
  mayFocus(): boolean;
}

export const PetitionContext = createContext<PetitionPages | null>(null);

export function usePetition(): PetitionPages {
  const pages = useContext(PetitionContext);
  if (pages === null) throw new Error('usePetition outside of the petition');
  return pages;
}

export function usePetitionState(store: PetitionStore): PetitionState {
  return useSyncExternalStore(store.subscribe, store.state);
}

/** The server's time, as far as the page knows it. */
export function nowOf({ aheadMs }: Pick<PetitionPages, 'aheadMs'>): number {
  return browserClock.nowMs() + aheadMs;
}

/** Today by the clock of the jurisdiction, ISO. */
export function todayOf(pages: Pick<PetitionPages, 'aheadMs' | 'law'>): string {
  const { year, month, day } = localDate(nowOf(pages), pages.law.timeZone);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
