/**
 * Every route against requests that nobody foresaw, on a running server: `MAGPIE_FUZZ_PER_ROUTE` and `MAGPIE_FUZZ_SEED` set how many each gets and
 * which (`npm run fuzz:routes`).
 */
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRng } from '../../src/core/rng.ts';
import { PLACE_NAME, SECRET_WORDS, type TwoCases, twoCases } from '../support/two-cases.ts';
import { pick } from './json-values.ts';
import { type Description, faultOf, requestTo, routesOf } from './routes.ts';

const PER_ROUTE = Number(process.env.MAGPIE_FUZZ_PER_ROUTE ?? 3);
const SEED = Number(process.env.MAGPIE_FUZZ_SEED ?? 20_261_128);
/** They end or lock the session that asks: the last to be asked. */
const ENDS_SESSIONS = /session|lock|phones|sign-out|sign-ins|passkeys/;
/** Whom a prosecution names is chosen from the names of a register (H-366). */
const NAMES_PEOPLE = '/api/proceedings/people';

let w: TwoCases;
let description: Description;
let logged = '';

beforeAll(async () => {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  w = await twoCases({ log: pino({ level: 'trace' }, sink) });
  description = (await w.as('magpie=none', 'GET', '/api/openapi.json')).body as unknown as Description;
}, 60_000);
afterAll(() => w?.close());

interface Caller {
  readonly who: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** Everybody but those who take part in the first case; staff may name its people in proceedings of their own, and know their ids then. */
function callers(): Caller[] {
  const words = [SECRET_WORDS, PLACE_NAME];
  const people = [...words, ...Object.values(w.a.ids), ' of A', 'protected A', 'wearer A'];
  const of = (who: string, cookie: string, secrets: readonly string[]): Caller => ({
    who,
    headers: { cookie },
    secrets,
  });
  return [
    of('nobody', 'magpie=none', people),
    { who: 'admin', headers: { authorization: `Bearer ${w.magpie.options.adminToken}` }, secrets: [SECRET_WORDS] },
    ...Object.entries(w.b.cookies).map(([kind, cookie]) =>
      of(`${kind} of B`, cookie, ['protected', 'other', 'household'].includes(kind) ? people : words),
    ),
    ...Object.entries(w.far.cookies).map(([kind, cookie]) => of(`${kind} under another law`, cookie, people)),
  ];
}

describe(`${PER_ROUTE} requests to each route, seed ${SEED}`, () => {
  it('are all answered, by no failure of the server, with nothing that is not the caller’s (H-541)', {
    timeout: 3_600_000,
  }, async () => {
    const rng = seededRng(SEED);
    const all = callers();
    const routes = routesOf(description).sort(
      ([, a], [, b]) => Number(ENDS_SESSIONS.test(a)) - Number(ENDS_SESSIONS.test(b)),
    );
    expect(routes.length).toBeGreaterThan(100);
    const ids = [
      ...Object.values(w.a.ids),
      ...Object.values(w.b.ids),
      ...Object.values(w.b.offices),
      w.a.proceedingId,
      w.b.proceedingId,
      w.a.measureId,
    ];
    const [problems, byStatus]: [string[], Map<number, number>] = [[], new Map()];
    for (const route of routes) {
      for (let i = 0; i < PER_ROUTE && problems.length < 10; i += 1) {
        const request = requestTo(description, route, rng, ids);
        // Each route by the admin and by somebody of each half of the table, as often as it is asked.
        const caller = i === 0 ? all[1]! : pick(rng, all);
        const answer = await fetch(`http://127.0.0.1:${w.magpie.port}${request.path}`, {
          ...{
            method: request.method,
            headers: { ...request.headers, ...caller.headers },
            body: request.body,
            redirect: 'manual',
          },
        });
        const text = await answer.text();
        byStatus.set(answer.status, (byStatus.get(answer.status) ?? 0) + 1);
        const secrets = route[1] === NAMES_PEOPLE ? [] : caller.secrets;
        const fault = faultOf({ route: request.route, status: answer.status, headers: answer.headers, text }, secrets);
        if (fault !== null)
          problems.push(
            `${caller.who}: ${request.method} ${request.path.slice(0, 300)} ${request.body?.slice(0, 600)} ${fault}: ${text.slice(0, 200)}`,
          );
      }
    }
    expect(problems).toEqual([]);
    // Requests that are all refused at the door would test nothing.
    expect(byStatus.get(200)! + (byStatus.get(201) ?? 0)).toBeGreaterThan(routes.length / 10);
    for (const status of [400, 401, 403, 404]) expect(byStatus.get(status), String(status)).toBeGreaterThan(0);
  });

  it('leave nothing of what they sent, and of nobody, in the log (H-542)', () => {
    expect(logged).toContain('"msg":"request"');
    for (const word of [SECRET_WORDS, PLACE_NAME, ' of A', ' of B', 'or 1=1', 'passwd', 'xxxxxxxx', '36.01', '124.51'])
      expect(logged).not.toContain(word);
    expect(logged).not.toMatch(/Bearer|magpie_session=|\b3[0-9]\.\d{4,}/);
  });

  it('leave the server well', async () => {
    expect((await w.as(null, 'GET', '/api/agencies')).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${w.magpie.port}/metrics`)).status).toBe(200);
  });
});
