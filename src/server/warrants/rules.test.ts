/** By which policies acts on warrants are decided, and that it is said. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testPolicies } from '../../../test/support/access.ts';
import { packOf } from '../../../test/support/packs.ts';
import { named, stepUp, withPasskey } from '../../../test/support/sign-in.ts';
import { warrantCalls } from '../../../test/support/warrant-calls.ts';
import { addFixes, type WarrantApp, warrantApp } from '../../../test/support/warrants.ts';
import { DAY_MS } from '../../core/time.ts';

let w: WarrantApp;
let fromMs: number;

beforeAll(async () => {
  w = await warrantApp();
  fromMs = w.beganMs + 2 * DAY_MS;
  await addFixes(w.c.t, { id: w.c.who.wearer!.id, latDeg: 37.5 }, [`order:${w.orderId}`], fromMs, 3);
}, 60_000);
afterAll(() => w?.c.close());

const { ask, asking, emergency, grant, see, entries } = warrantCalls(() => ({ w, fromMs }));

it('(H-515) each act, look and refused attempt says in the audit by which policies it was decided', async () => {
  const id = await ask();
  const urgent = await ask(emergency());
  await see(urgent);
  await see(id);
  await grant(id);
  await see(id);
  const rules = new Map<string, unknown>();
  for (const { action, about } of await entries('audit')) {
    if (!String(action).startsWith('warrant.')) continue;
    const { warrantId, rules: by, policy } = about as Record<string, unknown>;
    if (warrantId !== id && warrantId !== urgent) continue;
    expect([action, String(policy).startsWith('kr@')]).toEqual([action, true]);
    rules.set(`${action} ${warrantId === id ? 'asked' : 'urgent'}`, by);
  }
  expect(Object.fromEntries(rules)).toEqual({
    ...{ 'warrant.asked asked': ['kr.warrant-ask'], 'warrant.emergency urgent': ['kr.warrant-emergency'] },
    ...{ 'warrant.read asked': ['kr.warrant-court'], 'warrant.read urgent': ['kr.warrant-own'] },
    ...{ 'warrant.copied urgent': ['kr.warrant-emergency'], 'warrant.viewed urgent': ['kr.warrant-emergency'] },
    ...{ 'warrant.decided asked': ['kr.warrant-court'], 'warrant.refuse asked': ['kr.warrant-view'] },
    ...{ 'warrant.copied asked': ['kr.warrant-view'], 'warrant.viewed asked': ['kr.warrant-view'] },
  });
});

it('is asked for by those whom the pack names, by the policies', () => {
  for (const jurisdiction of ['kr', 'jp', 'my', 'example']) {
    const named = packOf(jurisdiction).warrants?.askedBy ?? [];
    const permitted = testPolicies()
      .current(jurisdiction, w.c.t.clock.atMs)!
      .rules.filter(({ text }) => text.includes('Action::"warrant.ask"'))
      .flatMap(({ text }) => [...text.matchAll(/principal\.kind == "(\w+)"/g)].map(([, kind]) => kind));
    expect([jurisdiction, permitted.sort()]).toEqual([jurisdiction, [...named].sort()]);
  }
});

// HAZARD H-568: at a desk that was left open, somebody sees before a court decided, or decides as the court.
it('(H-568) whoever has a passkey claims an emergency, sees in it and decides with a fresh proof of that call alone', async () => {
  const { t, who } = w.c;
  type Answer = { error?: { code: string }; warrant?: { warrantId: string } };
  const desk = async (name: string) => {
    const { key, cookie } = await withPasskey(t as never, who[name]!.id);
    const call = (path: string, body: object) => named(t, cookie)<Answer>('POST', path, body);
    const refusedThenDone = async (path: string, body: object) => {
      const refused = await call(path, body);
      expect([refused.status, refused.body.error?.code]).toEqual([403, 'step-up']);
      await stepUp(t, key, cookie, 'POST', path);
      return call(path, body);
    };
    return { call, refusedThenDone };
  };
  const [police, judge] = [await desk('police'), await desk('judge')];
  const claimed = await police.refusedThenDone('/api/warrants', emergency());
  expect(claimed.status).toBe(201);
  const id = claimed.body.warrant!.warrantId;
  expect((await police.refusedThenDone(`/api/warrants/${id}/views`, { use: 'breach-tampering' })).status).toBe(200);
  // What waits for the court, and what it permitted, asks for none.
  const asked = (await police.call('/api/warrants', asking())).body.warrant!.warrantId;
  const decision = { result: 'granted', reason: 'It is needed.' };
  expect((await judge.refusedThenDone(`/api/warrants/${asked}/decide`, decision)).status).toBe(200);
  expect((await police.call(`/api/warrants/${asked}/views`, { use: 'breach-tampering' })).status).toBe(200);
});
