import { expect, it } from 'vitest';
import { partOf } from './parts.ts';

const ORDER = 'order:4f3b8f7e-0000-4000-8000-000000000001';

it("an hour of the protected side's own never comes under a key that outlives it, whoever wraps it anew (H-506)", () => {
  const target = { subject: 'person', scope: 'own-1795230000000' };
  expect(partOf(target, ORDER)).toBe('person|own-1795230000000');
  expect(partOf({ ...target, alone: true }, ORDER)).toBe('person|own-1795230000000');
});

it('days, parameters and places of an order are its location; what else is under it, its papers', () => {
  for (const scope of ['2026-11-28', 'parameters', ORDER])
    expect(partOf({ subject: 'person', scope }, ORDER)).toBe('location');
  expect(partOf({ subject: 'person', scope: `notices ${ORDER}` }, ORDER)).toBe('papers');
  expect(partOf({ subject: 'person', scope: '2026-11-28' }, 'proceeding:1')).toBe('papers');
  expect(partOf({ subject: 'person', scope: 'identity' }, 'registration')).toBe('person');
});
