import { describe, expect, it } from 'vitest';
import { isAppPage, loudnessNow, readPush } from './push-message.ts';
import { mayReload } from './reload-once.ts';

const MESSAGE = { v: 1, id: 'i', key: 'k', title: 'Memo', body: '', tag: 't', loud: 'full', quiet: null };

describe('a push message', () => {
  it('is read when it is whole, and is none otherwise', () => {
    expect(readPush(JSON.stringify(MESSAGE))).toEqual(MESSAGE);
    for (const text of [
      '',
      'x',
      '1',
      'null',
      '{}',
      JSON.stringify({ ...MESSAGE, v: 2 }),
      JSON.stringify({ ...MESSAGE, id: 7 }),
    ]) {
      expect(readPush(text)).toBeNull();
    }
  });

  it('is quieter within the quiet hours of the phone, over midnight too', () => {
    const night = { loud: 'full', quiet: { loud: 'soft', fromMinute: 22 * 60, toMinute: 7 * 60 } } as const;
    const noon = { loud: 'full', quiet: { loud: 'silent', fromMinute: 700, toMinute: 800 } } as const;
    expect([21, 22, 0, 6, 7].map((hour) => loudnessNow(night, hour * 60))).toEqual([
      'full',
      'soft',
      'soft',
      'soft',
      'full',
    ]);
    expect([699, 700, 799, 800].map((minute) => loudnessNow(noon, minute))).toEqual([
      'full',
      'silent',
      'silent',
      'full',
    ]);
    expect(loudnessNow({ loud: 'full', quiet: null }, 0)).toBe('full');
  });
});

describe('a page whose parts are gone', () => {
  it('loads itself anew once, not for ever', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    expect([1_000, 2_000, 70_000].map((nowMs) => mayReload(storage, nowMs))).toEqual([true, false, true]);
    expect(mayReload(null, 0)).toBe(false);
  });
});

it('a page of quick exit is none of the app: it shows no warning, and no notification brings it back', () => {
  const exits = ['/app/exit-memo-en.html'];
  expect(['/app/', '/app/exit-memo-en.html', '/centre/'].map((path) => isAppPage(path, exits))).toEqual([
    ...[true, false, false],
  ]);
});
