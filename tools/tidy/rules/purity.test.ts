import { expect, it } from 'vitest';
import { purity } from './purity.ts';
import { found } from './sample.fixture.ts';

const decide = (text: string, others: Record<string, string> = {}): string[] =>
  found(purity, { 'src/orders/decide.ts': text, ...others });

it('refuses a decision that runs Node, a package, the clock or another context', () => {
  expect(decide("import { readFileSync } from 'node:fs';")).toEqual([expect.stringContaining('node:fs')]);
  expect(decide("import { z } from 'zod';")).toHaveLength(1);
  expect(decide("import { systemClock } from '../core/clock.ts';")).toHaveLength(1);
  expect(decide("import { loadPeople } from '../people/service.ts';")).toHaveLength(1);
  expect(found(purity, { 'src/proximity/pair.ts': "import fs from 'node:fs';" })).toHaveLength(1);
});

it('refuses what its own files run for it', () => {
  const others = { 'src/orders/period.ts': "import { hrtime } from 'node:process';" };
  expect(decide("import { end } from './period.ts';", others)).toEqual([
    expect.stringContaining('src/orders/period.ts'),
  ]);
});

it('lets it use the constants of its own contract, and no other file with a package', () => {
  const contract = { 'src/orders/contract.ts': "import { z } from 'zod';" };
  expect(decide("import { REASONS } from './contract.ts';", contract)).toEqual([]);
  const other = { 'src/orders/pack.ts': "import { z } from 'zod';" };
  expect(decide("import { packSchema } from './pack.ts';", other)).toHaveLength(1);
});

it('lets it use core, its own pure files and types', () => {
  const others = { 'src/orders/period.ts': "import { DAY_MS } from '../core/time.ts';" };
  const text = `import type { Person } from '../people/service.ts';
    import { ok } from '../core/outcome.ts';
    import { end } from './period.ts';`;
  expect(decide(text, others)).toEqual([]);
});
