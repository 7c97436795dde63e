/**
 * A drill from the first report to the end of the order, with everybody looking, and then every word it left: in the log, in pushes, messages and calls, on
 * every stream, and in every table. None may hold a place, a name or a number but where the law lets that very person see it.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { asOwner } from '../../test/support/as-owner.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { isPicture, isWarning, LiveClient } from '../../test/support/live-client.ts';
import {
  at,
  callServer,
  cancelOrder,
  makeCase,
  newMagpie,
  report,
  signedIn,
  type TestCase,
} from '../../test/support/magpie.ts';
import { type Browser, openPushService, type PushService } from '../../test/support/push-service.ts';
import { systemClock } from '../core/clock.ts';
import type { Magpie } from './assemble.ts';

/** No word that the product itself says. */
const NAME = 'Kongjwi-Patjwi';
const PHONE = '+82200000199';
/** Of the made-up ground, 36.0 and 124.5, to a kilometre and closer, in degrees, as numbers or digits. */
const PLACE = /\b(36\.0[0-9]{1,}|35\.9{2}[0-9]*|124\.[45][0-9]{1,})\b/;

let db: TestDatabase;
let push: PushService;
let browser: Browser;
let magpie: Magpie;
let one: TestCase;
let other: TestCase;
let logged = '';
let aheadMs = 0;
/** Time passes as it does, and at once where a phone that shows nothing is waited for. */
const clock = { nowMs: () => systemClock.nowMs() + aheadMs };
/** Of each person, the newest last. */
const streams: Record<string, LiveClient[]> = {};
const answers: Record<string, string> = {};
const cookies: Record<string, string> = {};

function look(who: string): void {
  streams[who] = [...(streams[who] ?? []), new LiveClient(magpie.port, cookies[who]!)];
}
const newest = (who: string): LiveClient => streams[who]!.at(-1)!;

/** Both walk: the wearer from 3 km to 60 m. */
async function approach(): Promise<void> {
  const nowMs = magpie.options.clock.nowMs();
  for (let i = 0; i <= 40; i += 1) {
    const fixedAtMs = nowMs - (40 - i) * 5_000;
    await report(magpie.devicePort, one.protectedToken, at(1_300 + i, 700), fixedAtMs);
    await report(magpie.devicePort, one.wearerToken, at(1_340 + i, 3_700 - i * 73), fixedAtMs);
  }
}

async function readAll(who: string, cookie: string, incidentId: string): Promise<void> {
  const paths = [
    ...['/api/session', '/api/incidents', `/api/incidents/${incidentId}`, `/api/incidents/${incidentId}/deliveries`],
    ...[
      '/api/me/orders',
      '/api/me/position',
      '/api/me/help',
      '/api/places',
      '/api/desk/devices',
      '/api/exchange/notices',
    ],
    ...['/api/me/phones', '/api/me/household', '/api/outcomes', '/api/desk/endings', '/metrics'],
  ];
  const texts = await Promise.all(
    paths.map((path) =>
      callServer(magpie, cookie, 'GET', path).then(
        ({ body }) => JSON.stringify(body),
        () => '',
      ),
    ),
  );
  answers[who] = texts.join('\n');
}

beforeAll(async () => {
  db = await testDatabase();
  push = await openPushService();
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  const log = pino({ level: 'trace' }, sink);
  magpie = newMagpie({
    appUrl: db.appUrl,
    clock,
    masterKey: randomBytes(32),
    notify: { pushServices: [push.origin] },
    log,
  });
  one = await makeCase(magpie, { name: NAME, phone: PHONE });
  other = await makeCase(magpie, { name: 'Other' });
  await magpie.start();
  browser = push.subscribe();
}, 60_000);
afterAll(async () => {
  for (const stream of Object.values(streams).flat()) stream.close();
  await magpie?.stop();
  await push?.close();
  await db?.close();
});

describe('a drill', () => {
  it('is played: an approach, a warning to a closed phone, an SOS, an officer, and the end', {
    timeout: 90_000,
  }, async () => {
    const people = {
      protected: one.protectedId,
      officer: one.officerId,
      stranger: other.officerId,
      victim: other.protectedId,
    };
    for (const [who, personId] of Object.entries(people)) {
      cookies[who] = await signedIn(magpie, personId);
      look(who);
    }
    const subscribed = await callServer(magpie, cookies.protected!, 'POST', '/api/me/push-subscriptions', {
      ...{ endpoint: browser.endpoint, keys: browser.keys, language: 'ko' },
    });
    expect(subscribed.status).toBeLessThan(300);
    await approach();
    await newest('protected').next(isWarning);
    const incidentId = await vi.waitFor(
      async () => {
        const { body } = await callServer(magpie, cookies.officer!, 'GET', '/api/incidents');
        return (body.open as { incidentId: string; kind: string }[]).find(({ kind }) => kind === 'approach')!
          .incidentId;
      },
      { timeout: 20_000 },
    );
    await newest('officer').next(isPicture);
    await push.received(1);
    aheadMs += 21_000;
    await callServer(magpie, cookies.protected!, 'POST', '/api/sos', { sosId: randomUUID(), share: true });
    expect(
      (await callServer(magpie, cookies.officer!, 'POST', `/api/incidents/${incidentId}/acknowledge`, {})).status,
    ).toBe(200);
    await vi.waitFor(
      async () => {
        const { body } = await callServer(magpie, null, 'GET', '/api/notify/sink');
        expect(JSON.stringify(body)).toContain('sms');
        answers.sink = JSON.stringify(body);
      },
      { timeout: 40_000, interval: 250 },
    );
    for (const who of Object.keys(people)) await readAll(who, cookies[who]!, incidentId);
    // Streams that were silent while time leapt are cut, as silent ones are.
    look('officer');
    await newest('officer').next(isPicture);
    await cancelOrder(magpie, one.orderId);
    await newest('officer').next((frame) => frame.type === 'withdrawn');
  });

  it('told the officer and the protected person where they are, and nobody else', () => {
    const frames = (who: string) => JSON.stringify(streams[who]!.flatMap((stream) => stream.frames));
    expect(frames('officer')).toMatch(PLACE);
    expect(frames('protected')).toMatch(PLACE);
    for (const who of ['stranger', 'victim']) {
      expect(frames(who)).not.toMatch(PLACE);
      expect(frames(who)).not.toContain(one.pairId);
      for (const secret of [NAME, one.pairId, one.orderId, one.wearerId, one.protectedId])
        expect(answers[who], `${who} ${secret}`).not.toContain(secret);
    }
    // No history, and no name that they need not know.
    expect(answers.protected).not.toContain(`${NAME} wearer`);
    expect(answers.protected).not.toContain(one.wearerId);
  });

  it('left no place, name or number in the log (H-544)', () => {
    expect(logged).toContain('"msg":"request"');
    expect(logged).not.toMatch(PLACE);
    const tokens = Object.values(cookies).map((cookie) => cookie.split('=')[1]!);
    for (const word of [NAME, PHONE, PHONE.slice(1), ...tokens]) expect(logged).not.toContain(word);
  });

  it('left none in pushes, messages and calls (H-544)', () => {
    const pushed = push.pushed.map((one) => JSON.stringify(browser.open(one)));
    expect(pushed.length).toBeGreaterThan(0);
    for (const text of [...pushed, answers.sink!.replaceAll(PHONE, '')]) {
      expect(text).not.toMatch(PLACE);
      expect(text).not.toContain(NAME);
    }
  });

  it('left none in plain in any table (H-544)', async () => {
    const found = await asOwner(db, async (owner) => {
      const { rows: tables } = await owner.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables
         where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
      );
      const texts = await Promise.all(
        tables.map(async ({ name }) => {
          const { rows } = await owner.query<{ line: string }>(`select t::text as line from ${name} t`);
          return rows.map(({ line }) => `${name} ${line}`);
        }),
      );
      return texts.flat();
    });
    expect(found.length).toBeGreaterThan(300);
    const canonical = await db.database.query<{ text: string }>(
      `select convert_from(canonical, 'utf8') as text from safeguards.audit
       union all select convert_from(canonical, 'utf8') from safeguards.ledger`,
    );
    const all = [
      ...found.map((line) => line.replaceAll(/\\\\?x[0-9a-f]{8,}/g, '')),
      ...canonical.rows.map(({ text }) => text),
    ];
    // An office's name is no person's.
    const wrong = all.filter(
      (line) => PLACE.test(line) || line.includes(PHONE) || (line.includes(NAME) && !line.startsWith('people.agency')),
    );
    expect(wrong).toEqual([]);
  });
});
