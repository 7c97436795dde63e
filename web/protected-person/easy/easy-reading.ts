/** Easy reading: a choice of this device. Shorter sentences, larger type (`data-easy` on the root element), small print behind a button. */
import { useMemo, useSyncExternalStore } from 'react';
import { type AppKey, appMessages } from '../../ui/messages/app/catalogue.ts';
import { easyMessages } from '../../ui/messages/easy/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import type { Lookup, Translate } from '../../ui/messages/translate.ts';
import { deviceStorage } from '../../ui/storage.ts';

const KEPT = 'easy-reading';
const listeners = new Set<() => void>();
let easy = false;

function show(): void {
  if (easy) document.documentElement.dataset.easy = '';
  else delete document.documentElement.dataset.easy;
}

/** Before the page is drawn, so that it is drawn once. */
export function applyEasyReading(): void {
  easy = deviceStorage()?.getItem(KEPT) === 'on';
  show();
}

export function setEasyReading(wanted: boolean): void {
  easy = wanted;
  deviceStorage()?.setItem(KEPT, wanted ? 'on' : 'off');
  show();
  for (const listener of listeners) listener();
}

export function useEasyReading(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => easy,
  );
}

/** The easy sentence where there is one, else the usual one. Pure. */
export function overlaid<Key extends string>(app: Translate<Key>, over: Lookup<string>): Translate<Key> {
  return (key, values) => (over.has(key) ? over(key, values) : app(key, values));
}

/** The app's sentences as this person reads them: for the home screen and the warning. */
export function useAppSentences(): Translate<AppKey> {
  const app = useMessages(appMessages);
  const over = useMessages(easyMessages);
  const isEasy = useEasyReading();
  return useMemo(() => (isEasy ? overlaid(app, over as Lookup<string>) : app), [isEasy, app, over]);
}
