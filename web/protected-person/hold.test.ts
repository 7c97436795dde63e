import { expect, test } from 'vitest';
import { CONFIRM_MS, HOLD_MS, HoldControl, type HoldState, type Pressed } from './hold.ts';

/** Pointer events as platforms make them: sizes and pressure as React Aria's tests and browsers' bug lists tell of them. */
const PRESSES = {
  'touch on iOS': { isAndroid: false, detail: 1, down: press(41, 41, 0, 'touch') },
  'touch on Android': { isAndroid: true, detail: 1, down: press(29, 29, 1, 'touch') },
  'touch on Android without a size': { isAndroid: true, detail: 1, down: press(0, 0, 1, 'touch') },
  'touch on Windows in Firefox': { isAndroid: false, detail: 1, down: press(1, 1, 0, 'touch') },
  'mouse in Chromium': { isAndroid: false, detail: 1, down: press(1, 1, 0.5, 'mouse') },
  'mouse in Safari': { isAndroid: false, detail: 1, down: press(1, 1, 0, 'mouse') },
  'mouse on Android': { isAndroid: true, detail: 1, down: press(1, 1, 0.5, 'mouse') },
  pen: { isAndroid: false, detail: 1, down: press(1, 1, 0.3, 'pen') },
} as const;
const VIRTUAL = {
  'TalkBack on Android': { isAndroid: true, detail: 1, down: press(1, 1, 0, 'mouse') },
  'VoiceOver on iOS': { isAndroid: false, detail: 1, down: press(0.333, 0.333, 0, 'touch') },
  'VoiceOver on macOS': { isAndroid: false, detail: 1, down: press(0, 0, 0, 'mouse') },
  'a switch without pointer events': { isAndroid: false, detail: 0, down: null },
} as const;

function press(width: number, height: number, pressure: number, pointerType: string): Pressed & { button: number } {
  return { width, height, pressure, pointerType, detail: 0, button: 0 };
}

function button(isAndroid: boolean) {
  let nowMs = 1_000;
  let timer: { work: () => void; atMs: number } | null = null;
  let calls = 0;
  let state: HoldState = 'idle';
  const hold = new HoldControl({
    ...{ clock: { nowMs: () => nowMs }, isAndroid },
    onHeld: () => {
      calls += 1;
    },
    onState: (now) => {
      state = now;
    },
    setTimer: (work, delayMs) => {
      timer = { work, atMs: nowMs + delayMs };
      return 1;
    },
    clearTimer: () => {
      timer = null;
    },
  });
  const pass = (ms: number) => {
    nowMs += ms;
    if (timer === null || timer.atMs > nowMs) return;
    const { work } = timer;
    timer = null;
    work();
  };
  return { hold, pass, calls: () => calls, state: () => state };
}

test.each(Object.entries(PRESSES))(
  '%s: held it calls once, two taps never, five do',
  (_, { isAndroid, detail, down }) => {
    const one = button(isAndroid);
    const tapOnce = () => {
      one.hold.pointerDown(down);
      one.pass(80);
      one.hold.release();
      one.hold.click(detail);
    };
    expect(one.hold.pointerDown(down)).toBe(true);
    expect(one.state()).toBe('holding');
    one.pass(HOLD_MS);
    one.hold.release();
    one.hold.click(detail);
    expect([one.calls(), one.state()]).toEqual([1, 'idle']);
    one.pass(10_000);
    tapOnce();
    one.pass(300);
    tapOnce();
    expect([one.calls(), one.state()]).toEqual([1, 'idle']);
    for (let i = 0; i < 3; i += 1) tapOnce();
    expect(one.calls()).toBe(2);
  },
);

test.each(Object.entries(VIRTUAL))('%s: two presses call, one alone does not', (_, { isAndroid, detail, down }) => {
  const one = button(isAndroid);
  const double = () => {
    if (down !== null) expect(one.hold.pointerDown(down)).toBe(false);
    one.pass(5);
    if (down !== null) one.hold.release();
    one.hold.click(detail);
  };
  double();
  expect([one.calls(), one.state()]).toEqual([0, 'confirm']);
  one.pass(CONFIRM_MS);
  expect(one.state()).toBe('idle');
  double();
  one.pass(CONFIRM_MS - 1_000);
  double();
  expect([one.calls(), one.state()]).toEqual([1, 'idle']);
});

test('a key held calls; its repeats begin nothing anew; let go in time it is one of five', () => {
  const one = button(false);
  one.hold.keyDown(false);
  one.pass(HOLD_MS - 1);
  one.hold.keyDown(true);
  one.pass(1);
  expect(one.calls()).toBe(1);
  one.hold.release();
  for (let i = 0; i < 5; i += 1) {
    one.hold.keyDown(false);
    one.pass(50);
    one.hold.release();
  }
  expect(one.calls()).toBe(2);
});

test('a press that the browser takes away is none, and the next click of a screen reader counts', () => {
  const one = button(false);
  one.hold.pointerDown(PRESSES['touch on iOS'].down);
  one.hold.cancel();
  one.pass(HOLD_MS);
  expect([one.calls(), one.state()]).toEqual([0, 'idle']);
  one.hold.click(1);
  expect(one.state()).toBe('confirm');
});
