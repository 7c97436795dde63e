import { expect, test, vi } from 'vitest';

// HAZARD H-212: a phone that was set to the screen alone goes on looking as if it would be heard.
test('H-212: what was chosen is said as it is: sound, vibration, or the screen alone', async () => {
  const { feltOf } = await import('./felt.ts');
  expect(feltOf('on', true)).toBe('sound');
  expect(feltOf('blocked', false)).toBe('sound');
  expect(feltOf('off', true)).toBe('vibration');
  expect(feltOf('none', true)).toBe('vibration');
  expect(feltOf('off', false)).toBe('screen');
});

test('the screen alone: nothing shakes, and it is remembered on the device', async () => {
  const kept = new Map<string, string>();
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const shaken: unknown[] = [];
  vi.stubGlobal('window', { localStorage });
  vi.stubGlobal('navigator', { vibrate: (pattern: unknown) => shaken.push(pattern) });
  try {
    const { wantVibration } = await import('./felt.ts');
    const { vibrate } = await import('../vibration.ts');
    vibrate('danger', 'short');
    expect(shaken).toHaveLength(1);
    expect(wantVibration(false)).toBe(true);
    vibrate('danger', 'full');
    expect(shaken).toHaveLength(1);
    vi.resetModules();
    expect((await import('./felt.ts')).isVibrationWanted()).toBe(false);
  } finally {
    vi.unstubAllGlobals();
  }
});
