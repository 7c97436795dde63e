import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FEASIBILITY, feasibilityDocument } from './feasibility.ts';

it('docs/feasibility.md says what the simulation gives now: npm run figures', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', FEASIBILITY), 'utf8');
  expect(feasibilityDocument(text) === text, `${FEASIBILITY}: run npm run figures`).toBe(true);
});
