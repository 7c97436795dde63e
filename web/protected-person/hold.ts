/**
 * How SOS is pressed: a long press, or five quick ones, by touch, pen, mouse, Space or Enter; two presses where a press has no length (screen
 * readers, switches). No React and no browser. Fails toward calling: what cannot be told apart from a person's press is one.
 */
import type { Clock } from '../../src/core/clock.ts';
import { tap } from './sos/taps.ts';

/** How long a press must last. */
export const HOLD_MS = 1_500;
/** A screen reader's press has no length: a second one within this time confirms. */
export const CONFIRM_MS = 6_000;

export type HoldState = 'idle' | 'holding' | 'confirm';

/** The part of a pointer event that tells a finger from a screen reader. */
export interface Pressed {
  readonly width: number;
  readonly height: number;
  readonly pressure: number;
  readonly pointerType: string;
  readonly detail: number;
}

/**
 * Whether a screen reader made it. VoiceOver's pointer has a width and height of 0, or of a third of a pixel; Android's TalkBack sends a mouse of
 * one pixel without pressure. Pressure alone says nothing: Safari gives 0 for every finger (bugs.webkit.org 206216). As React Aria tells
 * them apart (adobe/react-spectrum, isVirtualPointerEvent).
 */
export function isVirtualPress({ width, height, pressure, pointerType, detail }: Pressed, isAndroid: boolean): boolean {
  if (isAndroid) return pointerType === 'mouse' && width <= 1 && height <= 1 && pressure === 0 && detail === 0;
  return width < 1 && height < 1;
}

export interface HoldDeps {
  readonly clock: Clock;
  readonly isAndroid: boolean;
  onHeld(): void;
  onState(state: HoldState): void;
  setTimer(work: () => void, delayMs: number): number;
  clearTimer(timer: number): void;
}

export class HoldControl {
  readonly #deps: HoldDeps;
  #state: HoldState = 'idle';
  #timer: number | null = null;
  #isByPointer = false;
  #taps: readonly number[] = [];

  constructor(deps: HoldDeps) {
    this.#deps = deps;
  }

  /** True: it is a person's own, and the pointer is to be kept until it is let go. */
  pointerDown(event: Pressed & { readonly button: number }): boolean {
    this.#isByPointer = !isVirtualPress(event, this.#deps.isAndroid);
    if (event.button !== 0 || !this.#isByPointer) return false;
    this.#begin();
    return true;
  }

  keyDown(isRepeat: boolean): void {
    if (!isRepeat) this.#begin();
  }

  /** Finger or key let go: a press too short to be a long one may be one of five. */
  release(): void {
    if (this.#state !== 'holding') return;
    this.stop();
    const tapped = tap(this.#taps, this.#deps.clock.nowMs());
    this.#taps = tapped.taps;
    if (tapped.isCall) this.#deps.onHeld();
  }

  /** Taken away by the browser, or the focus went: no press. */
  stop(): void {
    if (this.#state === 'holding') this.#become('idle');
  }

  cancel(): void {
    this.#isByPointer = false;
    this.stop();
  }

  /** `detail`: how many presses in a row the browser counted; 0 where no pointer made it. */
  click(detail: number): void {
    const isReal = detail !== 0 && this.#isByPointer;
    this.#isByPointer = false;
    if (isReal) return;
    if (this.#state === 'confirm') {
      this.#become('idle');
      this.#deps.onHeld();
      return;
    }
    this.#become('confirm');
    this.#timer = this.#deps.setTimer(() => this.#become('idle'), CONFIRM_MS);
  }

  close(): void {
    this.#clear();
  }

  #begin(): void {
    this.#become('holding');
    this.#timer = this.#deps.setTimer(() => {
      this.#become('idle');
      this.#deps.onHeld();
    }, HOLD_MS);
  }

  #become(state: HoldState): void {
    this.#clear();
    this.#state = state;
    this.#deps.onState(state);
  }

  #clear(): void {
    if (this.#timer !== null) this.#deps.clearTimer(this.#timer);
    this.#timer = null;
  }
}
