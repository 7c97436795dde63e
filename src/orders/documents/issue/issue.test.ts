/** Papers of orders and their codes, over a real database and the real worker. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type DocumentApp, documentApp } from '../../../../test/support/documents.ts';
import { cookieOf } from '../../../../test/support/safety.ts';
import { valueOrRefuse } from '../../../core/refusal.ts';
import { HOUR_MS } from '../../../core/time.ts';
import type { VerifyAnswer } from '../contract.ts';
import { loadUses } from '../documents.sql.ts';
import type { OrderSayings } from '../order-pdf/content.ts';
import { orderSample } from '../order-pdf/order.fixture.ts';
import { readDocument } from '../read.ts';
import { contentHashOf, inGroups, numberOf, OrderCodes, readCode, readNumber, seriesOf } from './code.ts';
import { decideStanding } from './decide-standing.ts';
import { type IssuedOrder, issueOrder } from './issue.ts';

const ACTOR = { kind: 'judge', id: null };
let d: DocumentApp;

beforeAll(async () => {
  d = await documentApp();
});
afterAll(() => d.close());

function sayings(changes: Partial<OrderSayings> = {}): OrderSayings {
  const { number: _n, code: _c, verifyAddress: _v, issuedAtMs: _i, ...said } = orderSample('en');
  // Little to print: what a paper says is tested where it is set.
  const short = { places: [], duties: [], reasons: [], documents: [], conditions: [] };
  return { ...said, ...short, version: 1, ...changes };
}

function issue(orderId: string, said: OrderSayings, proceedingId: string | null = null) {
  const subjectId = d.people.protectedPerson;
  return issueOrder(d.deps, { orderId, jurisdiction: 'kr', subjectId, proceedingId, sayings: said }, ACTOR);
}

const codeOf = ({ number, version, contentHash }: IssuedOrder): string =>
  inGroups(d.deps.codes.codeOf({ number, version, contentHash }));

async function verify(number: string, code: string): Promise<VerifyAnswer> {
  const answer = await d.t.browser<VerifyAnswer>('POST', '/api/verify-order', {
    body: { number, code },
    headers: { 'x-forwarded-for': '' },
  });
  expect(answer.status).toBe(200);
  return answer.body;
}

describe('a version on paper', () => {
  it('has the number of its order and a code of its own, and verifies by what is printed', async () => {
    const orderId = randomUUID();
    const proceedingId = randomUUID();
    const first = valueOrRefuse(await issue(orderId, sayings(), proceedingId));
    expect(first.number).toMatch(/^KR-EX-2026-\d{6}$/);
    expect(await verify(first.number, codeOf(first))).toEqual({
      ...{ genuine: true, version: 1, isNewest: true, jurisdiction: 'kr', exercise: true },
      ...{ issuedOn: '2026-11-21', standing: 'in-force' },
    });
    const second = valueOrRefuse(
      await issue(orderId, sayings({ version: 2, changes: ['A place more.'] }), proceedingId),
    );
    expect(second.number).toBe(first.number);
    expect(await verify(first.number, codeOf(first))).toMatchObject({ version: 1, isNewest: false });
    d.standing = 'ended';
    // As people type it.
    const typed = ` ${second.number.toLowerCase().replaceAll('-', '–')} `;
    expect(await verify(typed, codeOf(second).toLowerCase().replaceAll('0', 'o').replaceAll('-', ' '))).toMatchObject({
      ...{ version: 2, isNewest: true, standing: 'ended' },
    });
    d.standing = 'in-force';
    const paper = valueOrRefuse(await readDocument(d.deps, second.documentId, { purpose: 'test', actor: ACTOR }));
    expect([paper.fileName, paper.mediaType, paper.basis]).toEqual([
      `${second.number}-2.pdf`,
      'application/pdf',
      `proceeding:${proceedingId}`,
    ]);
    expect(
      (await loadUses(d.deps.database, proceedingId)).map(({ orderVersion, what }) => [orderVersion, what]),
    ).toEqual([
      [1, 'order-pdf'],
      [2, 'order-pdf'],
    ]);
  });

  it('(H-328) again is the same paper, many at once too; with other words it is refused', async () => {
    const orderId = randomUUID();
    const all = await Promise.all(Array.from({ length: 3 }, () => issue(orderId, sayings())));
    expect(new Set(all.map((one) => JSON.stringify(valueOrRefuse(one)))).size).toBe(1);
    const other = await issue(orderId, sayings({ judge: 'Somebody else' }));
    expect(other).toMatchObject({
      ok: false,
      error: { code: 'conflict', message: expect.stringContaining('Make a new version') },
    });
  });

  it('that cannot be printed, or of no jurisdiction, is none', async () => {
    const odd = await issue(randomUUID(), sayings({ court: '\u{1f600}' }));
    expect(odd).toMatchObject({ ok: false, error: { code: 'invalid' } });
    const order = {
      orderId: randomUUID(),
      jurisdiction: 'xx',
      subjectId: d.people.protectedPerson,
      proceedingId: null,
      sayings: sayings(),
    };
    expect(await issueOrder(d.deps, order, ACTOR)).toMatchObject({
      ok: false,
      error: { message: 'There is no such jurisdiction.' },
    });
  });

  it('(H-329) of people of an exercise says so, and is counted apart', async () => {
    const refused = await issue(randomUUID(), sayings({ exercise: false }));
    expect(refused).toMatchObject({ ok: false, error: { message: 'Papers of exercises say so, and others do not.' } });
    expect([seriesOf('kr', 2026, true), seriesOf('kr', 2026, false)]).toEqual(['KR-EX-2026', 'KR-2026']);
  });

  it('numbers of a series follow one another, each year anew by the local calendar', async () => {
    // 23:30 of the last day in Seoul, and then the next.
    d.t.clock.atMs = Date.parse('2030-12-31T14:30:00Z');
    const next = async () => valueOrRefuse(await issue(randomUUID(), sayings())).number;
    const before = [await next(), await next()];
    d.t.clock.atMs += HOUR_MS;
    expect([...before, await next()]).toEqual(['KR-EX-2030-000001', 'KR-EX-2030-000002', 'KR-EX-2031-000001']);
  });
});

describe('(H-328) a paper that is not ours', () => {
  it('is answered alike for a number that is unknown, a code that is wrong, and one of another version or order', async () => {
    const orderId = randomUUID();
    const first = valueOrRefuse(await issue(orderId, sayings()));
    const second = valueOrRefuse(await issue(orderId, sayings({ version: 2 })));
    const other = valueOrRefuse(await issue(randomUUID(), sayings()));
    const code = codeOf(second);
    const swapped = { ...second, contentHash: first.contentHash };
    const asked: [string, string][] = [
      [numberOf(seriesOf('kr', 2026, true), 999_999), code],
      [second.number, code.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
      [other.number, code],
      [second.number, codeOf(swapped)],
      [second.number, ''],
      ['', ''],
      ['x'.repeat(60), 'y'.repeat(60)],
    ];
    const answers = [];
    for (const [number, wrong] of asked) {
      const answer = await d.t.app.inject({
        method: 'POST',
        url: '/api/verify-order',
        headers: { 'x-magpie': '1' },
        payload: { number, code: wrong },
      });
      const { date: _date, 'x-ratelimit-remaining': _left, 'x-ratelimit-reset': _reset, ...headers } = answer.headers;
      answers.push(JSON.stringify([answer.statusCode, headers, answer.body]));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('{\\"genuine\\":false}');
  });

  it('costs the same work: one question to the database and as many codes', async () => {
    const known = valueOrRefuse(await issue(randomUUID(), sayings()));
    const { verifyOrder } = await import('./verify.ts');
    const work = async (number: string) => {
      const done: string[] = [];
      const database = {
        ...d.deps.database,
        query: (text: string, values?: readonly unknown[]) => {
          done.push('query');
          return d.deps.database.query(text, values);
        },
      };
      const codes = {
        codeOf: () => '',
        isCodeOf: (...of: Parameters<OrderCodes['isCodeOf']>) => {
          done.push('code');
          return d.deps.codes.isCodeOf(...of);
        },
      };
      expect(
        await verifyOrder(
          { ...d.deps, database: database as never, codes: codes as never },
          { number, code: '0'.repeat(16) },
        ),
      ).toEqual({ genuine: false });
      return done;
    };
    expect(await work(known.number)).toEqual(await work('KR-EX-2026-999999'));
  });

  it('tells nothing that names anyone when it is genuine', async () => {
    const issued = valueOrRefuse(await issue(randomUUID(), sayings()));
    const text = JSON.stringify(await verify(issued.number, codeOf(issued)));
    for (const { name } of sayings().parties) expect(text).not.toContain(name);
    expect(Object.keys(JSON.parse(text)).sort()).toEqual([
      'exercise',
      'genuine',
      'isNewest',
      'issuedOn',
      'jurisdiction',
      'standing',
      'version',
    ]);
  });

  it('cannot be guessed at: asking is limited, signed in or not', async () => {
    const cookie = await cookieOf(d.t, d.people.officer);
    const ask = () =>
      d.t.browser('POST', '/api/verify-order', { body: { number: 'KR-2026-000001', code: 'A' }, cookie });
    let answer = await ask();
    for (let i = 0; i < 25 && answer.status === 200; i += 1) answer = await ask();
    expect(answer.status).toBe(429);
  });
});

test('codes: 80 bits in characters that are not mistaken for others, bound to number, version and words', () => {
  const codes = new OrderCodes(Buffer.alloc(32, 7));
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
  const of = fc.record({
    number: fc.constantFrom('KR-2026-000001', 'KR-2026-000002'),
    version: fc.integer({ min: 1, max: 3 }),
    contentHash: hash,
  });
  fc.assert(
    fc.property(of, of, (one, other) => {
      const code = codes.codeOf(one);
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
      expect(readCode(inGroups(code))).toBe(code);
      expect(codes.isCodeOf(code, one)).toBe(true);
      expect(codes.isCodeOf(code, other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      expect(new OrderCodes(Buffer.alloc(32, 8)).isCodeOf(code, one)).toBe(false);
    }),
  );
  expect(inGroups('7K3MQ9TR0XVB52HD')).toBe('7K3M-Q9TR-0XVB-52HD');
  expect(readCode('7k3m–q9tr oxvb 52hd')).toBe('7K3MQ9TR0XVB52HD');
  expect(readNumber(' kr‑ex–2026-000123')).toBe('KR-EX-2026-000123');
  expect(contentHashOf(sayings())).not.toBe(contentHashOf(sayings({ judge: 'x' })));
});

test('standing: of an order that was ended, or whose time has not come or is over', () => {
  const life = { status: 'active', fromMs: 10, untilMs: 20 } as const;
  expect([9, 10, 19, 20].map((nowMs) => decideStanding(life, nowMs))).toEqual([
    'not-yet',
    'in-force',
    'in-force',
    'ended',
  ]);
  expect(decideStanding({ ...life, status: 'non-indictment' }, 15)).toBe('ended');
  expect(decideStanding({ ...life, status: 'cancelled' }, 5)).toBe('ended');
  expect(decideStanding(null, 15)).toBe('unknown');
});
