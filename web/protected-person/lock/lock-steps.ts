/** Which PIN is asked for next while the lock is being set. Pure. */
export type Asks = 'old' | 'pin' | 'pin-again' | 'decoy' | 'decoy-again';

export interface PinAsked {
  readonly wish: 'set' | 'remove';
  readonly old?: string;
  readonly pin?: string;
  readonly decoy?: string;
}

export interface LockStep extends PinAsked {
  readonly asks: Asks;
}

interface Taken {
  readonly step: LockStep;
  readonly said: 'lock.differs' | 'lock.same' | null;
  /** Everything that was asked; null: there is more to ask. */
  readonly done: PinAsked | null;
}

export function next(step: LockStep, pin: string, withDecoy: boolean): Taken {
  const on = (more: Partial<LockStep>, done: PinAsked | null = null): Taken => ({
    step: { ...step, ...more },
    said: null,
    done,
  });
  switch (step.asks) {
    case 'old':
      return step.wish === 'remove' ? on({}, { ...step, old: pin }) : on({ old: pin, asks: 'pin' });
    case 'pin':
      return on({ pin, asks: 'pin-again' });
    case 'pin-again':
      if (pin !== step.pin) return { step: { ...step, asks: 'pin' }, said: 'lock.differs', done: null };
      return withDecoy ? on({ asks: 'decoy' }) : on({}, step);
    case 'decoy':
      if (pin === step.pin) return { step, said: 'lock.same', done: null };
      return on({ decoy: pin, asks: 'decoy-again' });
    case 'decoy-again':
      if (pin !== step.decoy) return { step: { ...step, asks: 'decoy' }, said: 'lock.differs', done: null };
      return on({}, step);
  }
}
