import { createContext, useContext } from 'react';

/** Ids of the screens that this app has. Handed in from above: the table of screens loads those that ask here. */
export const KnownScreens = createContext<ReadonlySet<string>>(new Set());

export function useKnownScreens(): ReadonlySet<string> {
  return useContext(KnownScreens);
}
