import { useEffect } from 'react';
import { Petition } from '../../petition/Petition.tsx';
import { depthOf } from '../history-depth.ts';
import { useNavigation } from '../NavigationProvider.tsx';
import { onLeaving } from '../quick-exit.ts';
import { petitionStore } from './petition-store.ts';

/** The petition as a screen of the app: its lock, its warnings, its dock and its quick exit stand around it. */
export function PetitionScreen() {
  const { back } = useNavigation();
  useEffect(() => {
    // HAZARD H-371: the browser asks "leave this page?" over quick exit, and the page stays in sight.
    const stop = onLeaving(() => petitionStore.drop());
    const ask = (event: BeforeUnloadEvent) => {
      if (petitionStore.hasUnsaved()) event.preventDefault();
    };
    // Before a lock that closes on sight of nobody: after it the server takes nothing.
    const hide = () => {
      if (document.visibilityState === 'hidden' && petitionStore.hasUnsaved()) void petitionStore.save();
    };
    window.addEventListener('beforeunload', ask);
    document.addEventListener('visibilitychange', hide);
    return () => {
      stop();
      window.removeEventListener('beforeunload', ask);
      document.removeEventListener('visibilitychange', hide);
      void leave();
    };
  }, []);
  return <Petition store={petitionStore} depthOf={depthOf} onClose={back} />;
}

/** A closed screen holds nothing, but what is not saved yet. */
async function leave(): Promise<void> {
  if (petitionStore.hasUnsaved() && !(await petitionStore.save())) return;
  petitionStore.drop();
}
