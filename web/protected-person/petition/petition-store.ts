/** The page's one petition: it outlives its screen, so that words that a lock or a dead network kept from being saved are saved later. */
import { petitionCalls } from '../../petition/calls.ts';
import { createPetitionStore } from '../../petition/store.ts';
import { browserClock } from '../../ui/page-clock.ts';

export const petitionStore = createPetitionStore({
  clock: browserClock,
  calls: petitionCalls,
  after(ms, run) {
    const timer = window.setTimeout(run, ms);
    return () => window.clearTimeout(timer);
  },
});
