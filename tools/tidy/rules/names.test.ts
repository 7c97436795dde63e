import { expect, it } from 'vitest';
import { names } from './names.ts';
import { found } from './sample.fixture.ts';

it.each([
  'src/orders/courtOrder.ts',
  'src/orders/court_order.ts',
  'web/app/status-panel.tsx',
  'db/migrations/7-orders.sql',
  'src/Orders/a.ts',
])('refuses %s', (path) => {
  expect(found(names, { [path]: '' })).toHaveLength(1);
});

it.each([
  'src/orders/court-order.test.ts',
  'src/orders/orders.sql.ts',
  'web/app/StatusPanel.tsx',
  'web/app/StatusPanel.module.css',
  'web/app/main.tsx',
  'db/migrations/0007-incidents.sql',
  'tools/setup.mjs',
  'ARCHITECTURE.md',
  '.ci/run',
])('accepts %s', (path) => {
  expect(found(names, { [path]: '' })).toEqual([]);
});
