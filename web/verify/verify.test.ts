import { expect, test } from 'vitest';
import { check, grouped, printedIn } from './verify.ts';

test('what a QR code put behind the address, and nothing else', () => {
  expect(printedIn('#KR-2026-000123.7K3MQ9TR0XVB52HD')).toEqual({ number: 'KR-2026-000123', code: '7K3MQ9TR0XVB52HD' });
  for (const other of ['', '#', '#KR-2026-000123', '#a.b.c', '#<b>.x', '#%.%', `#${'a'.repeat(50)}.b`])
    expect(printedIn(other)).toBeNull();
  expect(grouped('7K3MQ9TR0XVB52HD')).toBe('7K3M-Q9TR-0XVB-52HD');
});

test('no answer, too many, or one that cannot be read: nothing was checked', async () => {
  const printed = { number: 'KR-2026-000123', code: 'X' };
  const answered = (status: number, body: unknown) => check(printed, async () => Response.json(body, { status }));
  expect(await check(printed, async () => null)).toEqual({ kind: 'no-connection' });
  expect(await answered(429, {})).toEqual({ kind: 'too-many' });
  expect(await answered(503, {})).toEqual({ kind: 'failed' });
  expect(await answered(200, { genuine: true })).toEqual({ kind: 'failed' });
  expect(await check(printed, async () => new Response('<html>'))).toEqual({ kind: 'failed' });
  expect(await answered(200, { genuine: false })).toEqual({ kind: 'answered', answer: { genuine: false } });
});
