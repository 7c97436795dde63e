import { expect, test } from 'vitest';
import { emergencyNumberIn } from './emergency.ts';

function phone() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  return { kept, open: () => emergencyNumberIn(() => storage) };
}

test('what the server says is shown at once, and is the same after a reload without a network', () => {
  const one = phone();
  const number = one.open();
  expect(number.current()).toBe('112');
  let told = 0;
  const stop = number.subscribe(() => {
    told += 1;
  });
  number.learn('110');
  number.learn('110');
  expect([number.current(), told, one.open().current()]).toEqual(['110', 1, '110']);
  stop();
  number.learn('999');
  expect([number.current(), told]).toEqual(['999', 1]);
});

test('what no telephone could dial is never taken, nor read back; without storage the page still learns', () => {
  const one = phone();
  one.kept.set('emergency-number', 'javascript:1');
  const number = one.open();
  number.learn('');
  number.learn('1234567');
  expect(number.current()).toBe('112');
  const bare = emergencyNumberIn(() => null);
  bare.learn('110');
  expect(bare.current()).toBe('110');
});
