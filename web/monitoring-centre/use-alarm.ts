import { useEffect, useRef, useState } from 'react';
import type { IncidentJson } from '../../src/incidents/contract.ts';
import { urgencyLevel } from './urgency.ts';

/** Two falling tones, twice: heard across a room, not a siren. Hertz, seconds. */
const TONES = [
  { hertz: 880, atS: 0 },
  { hertz: 622, atS: 0.16 },
  { hertz: 880, atS: 0.5 },
  { hertz: 622, atS: 0.66 },
] as const;
const TONE_S = 0.14;

/** Ids of the open cases at danger that nobody has taken on. */
export function waitingDangers(open: readonly IncidentJson[]): ReadonlySet<string> {
  const waiting = open.filter((one) => one.state === 'unacknowledged' && urgencyLevel(one) === 'danger');
  return new Set(waiting.map((one) => one.incidentId));
}

/** Those of `now` that were not in `before`. */
export function newIds(before: ReadonlySet<string>, now: ReadonlySet<string>): string[] {
  return [...now].filter((id) => !before.has(id));
}

/**
 * A sound for every case that comes to danger. Browsers let a page sound only after it was touched: `enable` must be called from
 * the officer's own press. `open` is null until the queue was read for the first time.
 */
export function useAlarm(open: readonly IncidentJson[] | null): { readonly on: boolean; toggle(): void } {
  const audio = useRef<AudioContext | null>(null);
  const known = useRef<ReadonlySet<string> | null>(null);
  const [on, setOn] = useState(false);
  useEffect(() => {
    if (open === null) return;
    const now = waitingDangers(open);
    const fresh = known.current === null ? [] : newIds(known.current, now);
    known.current = now;
    if (on && fresh.length > 0 && audio.current !== null) play(audio.current);
  }, [open, on]);
  const toggle = () => {
    if (!on) {
      audio.current ??= new AudioContext();
      void audio.current.resume();
      // Heard at once, so that the officer knows how loud it is.
      play(audio.current);
    }
    setOn(!on);
  };
  return { on, toggle };
}

function play(audio: AudioContext): void {
  for (const { hertz, atS } of TONES) {
    const start = audio.currentTime + 0.02 + atS;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.type = 'triangle';
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.35, start + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.001, start + TONE_S);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + TONE_S);
  }
}
