import { expect, it } from 'vitest';
import { imports } from './imports.ts';
import { found } from './sample.fixture.ts';

const from = (path: string, specifier: string): string[] =>
  found(imports, { [path]: `import { x } from '${specifier}';` });

it.each([
  ['src/core/geo.ts', '../orders/service.ts', 'core imports'],
  ['src/people/service.ts', '../orders/service.ts', 'people imports orders'],
  ['src/orders/service.ts', '../people/people.sql.ts', 'imports src/people/people.sql.ts'],
  ['src/orders/service.ts', '../safeguards/seal.ts', 'imports src/safeguards/seal.ts'],
  ['src/ingest/pipeline.ts', '../orders/service.ts', 'ingest imports orders'],
  ['src/ingest/inputs.ts', '../proximity/engine.ts', 'ingest imports proximity'],
  ['src/incidents/service.ts', '../proximity/pair.ts', 'imports src/proximity/pair.ts'],
  ['src/disclosure/live.ts', '../server/database.ts', 'imports server'],
  ['src/disclosure/live.ts', '../drills/service.ts', 'imports drills'],
  ['src/drills/people/walk.ts', '../../orders/service.ts', 'drills imports src/orders/service.ts'],
  ['src/drills/people/walk.ts', '../../proximity/engine.ts', 'drills imports src/proximity/engine.ts'],
  ['src/server/main.ts', '../../test/support/app.ts', 'imports test code'],
  ['src/server/main.ts', './database.test.ts', 'imports test code'],
  ['src/server/main.ts', '../../tools/browser.ts', 'src imports tools/browser.ts'],
  ['web/app/main.tsx', '../../src/orders/service.ts', 'a page imports src/orders/service.ts'],
  ['web/app/main.tsx', '../centre/queue.ts', 'a page imports another page'],
  ['web/ui/map/draw.ts', '../../app/status.ts', 'web/ui imports web/app/status.ts'],
])('refuses %s importing %s', (path, specifier, what) => {
  expect(from(path, specifier)).toEqual([expect.stringContaining(what)]);
});

it.each([
  ['src/orders/service.ts', '../people/service.ts'],
  ['src/orders/decide.ts', '../proximity/types.ts'],
  ['src/incidents/service.ts', '../notify/service.ts'],
  ['src/drills/devices/frames.ts', '../../ingest/protocols/osmand/encode.ts'],
  ['src/drills/people/walk.ts', '../../disclosure/contract.ts'],
  ['src/server/assemble.ts', '../ingest/journal.ts'],
  ['src/cli/replay.ts', '../proximity/engine.ts'],
  ['src/orders/orders.test.ts', '../../test/support/app.ts'],
  ['src/proximity/pair.ts', './state.ts'],
  ['bench/setting.ts', '../test/support/magpie.ts'],
  ['web/app/main.tsx', '../../src/disclosure/contract.ts'],
  ['web/app/main.tsx', '../ui/session.ts'],
  ['web/app/main.tsx', 'react'],
])('lets %s import %s', (path, specifier) => {
  expect(from(path, specifier)).toEqual([]);
});

it.each([
  ['src/cli/verify-log/verify.ts', '../../safeguards/log/tiles.ts'],
  ['src/cli/verify-log/verify.ts', '../command.ts'],
  ['src/cli/verify-log/verify.ts', 'zod'],
  ['src/server/log/thread.ts', '../../cli/verify-log/merkle.ts'],
])('(H-454) the verifier shares nothing: %s may not import %s', (path, specifier) => {
  expect(from(path, specifier)).toHaveLength(1);
});

it.each([
  ['src/cli/verify-log/verify.ts', './merkle.ts'],
  ['src/cli/verify-log/verify.ts', 'node:crypto'],
  ['src/cli/compare-log.ts', './verify-log/verify.ts'],
])('(H-454) but %s may import %s', (path, specifier) => {
  expect(from(path, specifier)).toEqual([]);
});

it('sees every form of import', () => {
  const forms = [
    "import type { A } from '../orders/service.ts';",
    "export { a } from '../orders/service.ts';",
    "export * from '../orders/service.ts';",
    "const a = await import('../orders/service.ts');",
    "type B = import('../orders/service.ts').B;",
  ];
  for (const form of forms) expect(found(imports, { 'src/people/a.ts': form })).toHaveLength(1);
});
