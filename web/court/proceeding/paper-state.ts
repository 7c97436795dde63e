/** What the reader may do about the order's paper, by what the proceeding shows. Pure; the server decides. */
import type { ProceedingDetailJson } from '../../../src/orders/process/contract.ts';

type Detail = Pick<ProceedingDetailJson, 'role' | 'versions' | 'events' | 'documents'>;

/** make: put the newest version on paper; fetch: its number and bytes; wait: the court has not put it on paper; none: nothing to do here. */
export type PaperState = { readonly kind: 'make' | 'fetch' | 'wait' | 'none'; readonly version: number };

/** By these the bench orders something; what others impose is no order yet. */
const RULINGS: ReadonlySet<string> = new Set(['interim-ordered', 'decided', 'extended', 'changed']);
const BENCH: ReadonlySet<string> = new Set(['court', 'authority']);
/** Others find it in the list of documents. */
const FETCHERS: ReadonlySet<string> = new Set(['court', 'authority', 'police', 'monitoring']);

export function paperState({ role, versions, events, documents }: Detail): PaperState {
  const version = versions.at(-1)?.version ?? 0;
  const none: PaperState = { kind: 'none', version };
  if (version === 0 || !events.some(({ kind }) => RULINGS.has(kind))) return none;
  const papers = documents.filter(({ what }) => what === 'order-pdf');
  if (BENCH.has(role)) return { kind: papers.some((one) => one.version === version) ? 'fetch' : 'make', version };
  if (papers.length === 0) return { kind: 'wait', version };
  return FETCHERS.has(role) ? { kind: 'fetch', version } : none;
}

export function hasPaper(detail: Detail): boolean {
  return paperState(detail).kind !== 'none';
}

/** In thousands, as people know sizes; never "0 kB". */
export function sizeText(language: string, bytes: number): string {
  const isLarge = bytes >= 1_000_000;
  const value = isLarge ? bytes / 1_000_000 : Math.max(1, Math.round(bytes / 1_000));
  const unit = isLarge ? 'megabyte' : 'kilobyte';
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}
