import { useSyncExternalStore } from 'react';
import { useHelpParts } from './sos/HelpProvider.tsx';
import type { SosState } from './sos.ts';

/** The one SOS of this page. */
export function useSos(): { readonly sos: SosState; readonly send: () => void } {
  const { sos } = useHelpParts();
  return { sos: useSyncExternalStore(sos.subscribe, sos.state), send: sos.press };
}
