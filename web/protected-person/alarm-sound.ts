/**
 * The sound of a warning, made by the page itself. Browsers keep a page silent until its person has touched it, so the state
 * is always one of four that the page can say plainly. How often a pattern comes is `warning/alarm-timeline.ts`'s business.
 */
import { unreachable } from '../../src/core/assert.ts';
import type { Level } from '../ui/parts/level.ts';

export type SoundState = 'off' | 'on' | 'blocked' | 'none';

interface Pattern {
  /** Tones one after another, hertz. */
  readonly tones: readonly number[];
  readonly toneS: number;
  /** How often the row is played, and how long it rests between. */
  readonly times: number;
  readonly restS: number;
  readonly gain: number;
}

/** Told apart by ear: danger is a fast alternation, a warning rises, "not known" falls. A notice has no sound: `loudnessOf` in the contract. */
function patternOf(level: Level): Pattern | null {
  switch (level) {
    case 'danger':
      return { tones: [880, 1174.7, 880, 1174.7], toneS: 0.18, times: 3, restS: 0.7, gain: 0.5 };
    case 'warning':
      return { tones: [659.3, 880, 1046.5], toneS: 0.2, times: 2, restS: 1.6, gain: 0.4 };
    case 'unknown':
      return { tones: [587.3, 493.9], toneS: 0.3, times: 2, restS: 1.4, gain: 0.3 };
    case 'notice':
    case 'clear':
      return null;
    default:
      return unreachable(level);
  }
}

/** "It is lower now": two falling tones, soft. */
const LOWER: Pattern = { tones: [659.3, 523.3], toneS: 0.25, times: 1, restS: 0, gain: 0.12 };

const WANTED = 'sound';

export interface AlarmSound {
  state(): SoundState;
  subscribe(listener: () => void): () => void;
  /** Must be called from a touch or key: that is what unblocks it. */
  turnOn(): void;
  turnOff(): void;
  /** Any touch or key: unblocks the sound if it is wanted. */
  touched(): void;
  /** One pattern of the level, or one row of it. */
  play(level: Level, row: 'full' | 'short'): void;
  playLower(): void;
  stop(): void;
}

/** `storage` keeps the wish on this device; null: for as long as the page lives. */
export function createAlarmSound(storage: Pick<Storage, 'getItem' | 'setItem'> | null): AlarmSound {
  const possible = 'AudioContext' in window;
  let wanted = storage?.getItem(WANTED) === 'on';
  let context: AudioContext | null = null;
  let playing: AudioNode | null = null;
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };

  function open(): AudioContext {
    if (context !== null) return context;
    context = new AudioContext();
    context.onstatechange = changed;
    return context;
  }

  function stop(): void {
    playing?.disconnect();
    playing = null;
  }

  function begin(pattern: Pattern): void {
    stop();
    if (possible && wanted) playing = render(open(), pattern);
  }

  function resume(): void {
    if (!possible || !wanted) return;
    open()
      .resume()
      .then(changed, () => changed());
  }

  return {
    state() {
      if (!possible) return 'none';
      if (!wanted) return 'off';
      return context?.state === 'running' ? 'on' : 'blocked';
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    turnOn() {
      wanted = true;
      storage?.setItem(WANTED, 'on');
      resume();
      changed();
    },
    turnOff() {
      wanted = false;
      storage?.setItem(WANTED, 'off');
      stop();
      changed();
    },
    touched() {
      if (wanted && context?.state !== 'running') resume();
    },
    play(level, row) {
      const pattern = patternOf(level);
      if (pattern !== null) begin(row === 'full' ? pattern : { ...pattern, times: 1 });
    },
    playLower: () => begin(LOWER),
    stop,
  };
}

/** Schedules the whole pattern ahead: it sounds on while the page's own timers are slowed down. */
function render(context: AudioContext, pattern: Pattern): AudioNode {
  const out = context.createGain();
  out.connect(context.destination);
  let atS = context.currentTime + 0.03;
  for (let time = 0; time < pattern.times; time++) {
    for (const tone of pattern.tones) {
      const oscillator = context.createOscillator();
      const envelope = context.createGain();
      oscillator.type = 'triangle';
      oscillator.frequency.value = tone;
      envelope.gain.setValueAtTime(0, atS);
      envelope.gain.linearRampToValueAtTime(pattern.gain, atS + 0.015);
      envelope.gain.setValueAtTime(pattern.gain, atS + pattern.toneS - 0.04);
      envelope.gain.linearRampToValueAtTime(0, atS + pattern.toneS);
      oscillator.connect(envelope).connect(out);
      oscillator.start(atS);
      oscillator.stop(atS + pattern.toneS);
      atS += pattern.toneS;
    }
    atS += pattern.restS;
  }
  return out;
}
