import { expect, it } from 'vitest';
import { logLines } from './log-lines.ts';
import { found } from './sample.fixture.ts';

it.each([
  "log.info({ latDeg: fix.latDeg }, 'a fix');",
  "this.options.log.warn({ where: view.point }, 'odd');",
  `logger.error(\`bad \${request.url}\`);`,
  "deps.logger.info({ fix }, 'kept');",
  `throw new RangeError(\`\${latDeg} is no latitude\`);`,
])('refuses %s', (text) => {
  expect(found(logLines, { 'src/a/a.ts': text })).toHaveLength(1);
});

it.each([
  "log.info({ pairId, count: fixes.length }, 'kept');",
  "log.warn({ code: error.code }, 'lost');",
  "throw new RangeError('latDeg is out of range');",
  `throw new OperatorError(\`no server at \${url.host}\`);`,
])('accepts %s', (text) => {
  expect(found(logLines, { 'src/a/a.ts': text })).toEqual([]);
});
