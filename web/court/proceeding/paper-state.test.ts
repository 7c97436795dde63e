import { expect, test } from 'vitest';
import type { ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import { paperState, sizeText } from './paper-state.ts';

const detail = (role: string, versions: number, on: readonly number[], kind = 'decided') =>
  ({
    role,
    versions: Array.from({ length: versions }, (_, i) => ({ version: i + 1 })),
    events: [{ kind }],
    documents: on.map((version) => ({ what: 'order-pdf', version })),
  }) as unknown as ProceedingDetailJson;

test('the bench puts each version on paper once, and then fetches it', () => {
  expect(paperState(detail('court', 1, []))).toEqual({ kind: 'make', version: 1 });
  expect(paperState(detail('court', 1, [1]))).toEqual({ kind: 'fetch', version: 1 });
  expect(paperState(detail('authority', 2, [1]))).toEqual({ kind: 'make', version: 2 });
});

test('others wait for the court, and fetch what it put on paper', () => {
  expect(paperState(detail('police', 1, [])).kind).toBe('wait');
  expect(paperState(detail('monitoring', 2, [1])).kind).toBe('fetch');
  expect(paperState(detail('prosecutor', 1, [1])).kind).toBe('none');
});

test('without an order there is no paper: nothing decided, or imposed by others and not approved', () => {
  expect(paperState(detail('court', 0, [])).kind).toBe('none');
  expect(paperState(detail('court', 1, [], 'imposed')).kind).toBe('none');
});

test('a size is never nothing', () => {
  expect([sizeText('en', 12), sizeText('en', 52_400), sizeText('en', 10_485_760)]).toEqual([
    '1 kB',
    '52 kB',
    '10.5 MB',
  ]);
});
