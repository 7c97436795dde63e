import { useServerNow } from '../use-now.ts';
import type { Go, Route } from '../use-route.ts';
import type { CourtWords } from '../words.ts';
import { AskForm } from './AskForm.tsx';
import { useWarrants } from './use-warrants.ts';
import { WarrantPage } from './WarrantPage.tsx';
import { WarrantsPage } from './WarrantsPage.tsx';
import { useWarrantWords } from './words.ts';

interface WarrantsProps {
  readonly words: CourtWords;
  readonly route: Extract<Route, { kind: 'warrants' | 'ask-warrant' | 'warrant' }>;
  /** Of the reader. */
  readonly kind: string;
  readonly go: Go;
}

/** Requests to see location: the list, the form, one of them. */
export function Warrants({ words: court, route, kind, go }: WarrantsProps) {
  const words = useWarrantWords(court);
  const list = useWarrants();
  const nowMs = useServerNow(list.data, list.dataUpdatedAt);
  if (route.kind === 'warrant') {
    return <WarrantPage key={route.id} words={words} id={route.id} nowMs={nowMs} kind={kind} go={go} />;
  }
  if (route.kind === 'ask-warrant' && list.data?.rules != null && list.data.mayAsk) {
    return <AskForm words={words} list={list.data} rules={list.data.rules} nowMs={nowMs} go={go} />;
  }
  return <WarrantsPage words={words} list={list} nowMs={nowMs} go={go} />;
}
