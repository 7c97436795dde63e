import { describe, expect, test } from 'vitest';
import { KEY_DB } from '../ui/device-key.ts';
import { ageS, entryFrom } from './sos/sos-entry.ts';
import { SOS_DB } from './sos/sos-store.ts';
import { SYNC_DB } from './sos/sos-sync.ts';
import { Phone, received, settle } from './sos.harness.ts';
import { type SosControl, STRAY_PRESS_MS } from './sos.ts';
import { WORKER_KEY_DB } from './worker-proof.ts';

describe('a call', () => {
  test('goes out when the countdown ends; "received" is said once the server said so, and not before', async () => {
    const phone = new Phone();
    const control = phone.open();
    phone.answers = [received()];
    control.press();
    expect(control.state()).toEqual({ kind: 'counting', dueAtMs: phone.nowMs + 5_000 });
    await phone.pass(4_900);
    expect(phone.posted).toEqual([]);
    await phone.pass(200);
    expect(control.state()).toEqual({ kind: 'sent', atMs: 77, cancelling: 'no' });
    expect(phone.felt).toEqual(['begun', 'received']);
    expect(phone.kept?.receivedAtMs).toBe(77);
  });

  test('without a countdown goes at once; sent now, too', async () => {
    const phone = new Phone();
    phone.countdownS = 0;
    const control = phone.open();
    control.press();
    expect(phone.posted).toHaveLength(1);
    phone.countdownS = 10;
    const other = new Phone();
    const second = other.open();
    second.press();
    second.sendNow();
    expect(other.posted).toHaveLength(1);
  });

  test('stopped in time sends nothing; the same hand still tapping stops nothing', async () => {
    const phone = new Phone();
    const control = phone.open();
    control.press();
    await phone.pass(STRAY_PRESS_MS - 1);
    control.stopCountdown();
    expect(control.state().kind).toBe('counting');
    await phone.pass(10);
    control.stopCountdown();
    await phone.pass(60_000);
    expect([control.state(), phone.posted, phone.kept]).toEqual([{ kind: 'idle' }, [], null]);
  });

  test('pressed again and again is one call', async () => {
    const phone = new Phone();
    const control = phone.open();
    for (let i = 0; i < 7; i += 1) control.press();
    phone.answers = [{ kind: 'failed' }, received()];
    await phone.pass(5_100);
    for (let i = 0; i < 7; i += 1) control.press();
    await phone.pass(30_000);
    expect(new Set(phone.posted.map(({ sosId }) => sosId)).size).toBe(1);
    expect(control.state().kind).toBe('sent');
  });

  test('is tried without end, under one id, and ever less often, however the server fails', async () => {
    const phone = new Phone();
    const control = phone.open();
    control.press();
    await phone.pass(3_600_000);
    expect(phone.posted.length).toBeGreaterThan(180);
    expect(phone.posted.length).toBeLessThan(320);
    expect(new Set(phone.posted.map(({ sosId }) => sosId)).size).toBe(1);
    phone.answers = [received()];
    control.retryNow();
    await settle();
    expect(control.state().kind).toBe('sent');
  });

  // HAZARD H-186: a call is lost with the page or the network
  test('outlives a reload while it waits, and while it counts; nothing but an id and times is kept', async () => {
    const phone = new Phone();
    phone.open().press();
    await phone.pass(2_000);
    expect(Object.keys(phone.kept!).sort()).toEqual([
      'dueAtMs',
      'personId',
      'pressedAtMs',
      'receivedAtMs',
      'share',
      'sosId',
    ]);
    const again = phone.open();
    await again.start();
    expect(again.state().kind).toBe('counting');
    await phone.pass(3_100);
    expect(phone.posted).toHaveLength(1);
    const later = phone.open();
    phone.answers = [received()];
    await later.start();
    await phone.pass(10);
    expect(later.state().kind).toBe('sent');
    const shown = phone.open();
    await shown.start();
    expect(shown.state()).toMatchObject({ kind: 'sent', atMs: 77 });
    phone.nowMs += 13 * 3_600_000;
    const old = phone.open();
    await old.start();
    await settle();
    expect([old.state().kind, phone.kept]).toEqual(['idle', null]);
  });

  test('is not held back by a clock that was set while it counted', async () => {
    for (const byMs of [-3_600_000, 3_600_000]) {
      const phone = new Phone();
      phone.open().press();
      await settle();
      phone.nowMs += byMs;
      const again = phone.open();
      await again.start();
      await phone.pass(10);
      expect(phone.posted).toHaveLength(1);
    }
    expect([
      ageS({ pressedAtMs: 5_000 }, 1_000),
      ageS({ pressedAtMs: 0 }, 1e15),
      ageS({ pressedAtMs: 0 }, 9_400),
    ]).toEqual([0, 604_800, 9]);
  });

  test('the order ended during the countdown: it says so, and is not sent later', async () => {
    const phone = new Phone();
    const control = phone.open();
    phone.answers = [{ kind: 'no-order' }];
    control.press();
    await phone.pass(60_000);
    expect([control.state(), phone.posted.length, phone.kept]).toEqual([{ kind: 'no-order' }, 1, null]);
  });

  test('signed out: it waits for the next sign-in', async () => {
    const phone = new Phone();
    const control = phone.open();
    phone.answers = [{ kind: 'signed-out' }];
    control.press();
    await phone.pass(5_100);
    expect(control.state()).toEqual({ kind: 'sending', tries: 1, signedOut: true });
    expect(phone.kept).not.toBeNull();
  });

  test('a new one is sent though the answer to an older one never came', async () => {
    const phone = new Phone();
    phone.countdownS = 0;
    const control = phone.open();
    phone.answers = [{ kind: 'no-order' }, received()];
    control.press();
    await settle();
    control.dismiss();
    control.press();
    await settle();
    expect(phone.posted.map(({ sosId }) => sosId)).toEqual(['call-1', 'call-2']);
    expect(control.state().kind).toBe('sent');
  });
});

describe('taking it back', () => {
  async function sent(): Promise<{ phone: Phone; control: SosControl }> {
    const phone = new Phone();
    phone.countdownS = 0;
    const control = phone.open();
    phone.answers = [received()];
    control.press();
    await settle();
    return { phone, control };
  }

  // HAZARD H-182: the screen tells that the SOS stands
  test('what is said and kept is the same whatever the code meant: the page is never told', async () => {
    const runs = [];
    for (const code of ['1234', '4321']) {
      const { phone, control } = await sent();
      phone.said.length = 0;
      control.askForCode();
      phone.codeAnswers = [null, 'taken'];
      control.giveCode(code);
      await phone.pass(5_000);
      runs.push({ said: phone.said, kept: phone.kept, felt: phone.felt });
    }
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]!.said.map((state) => (state.kind === 'sent' ? state.cancelling : state.kind))).toEqual([
      'asking',
      'checking',
      'waiting',
      'checking',
      'cancelled',
    ]);
  });

  test('wrong, locked, none: the SOS stays on the screen', async () => {
    for (const answer of ['wrong', 'locked', 'none'] as const) {
      const { phone, control } = await sent();
      phone.codeAnswers = [answer];
      control.giveCode('1');
      await phone.pass(60_000);
      expect(control.state()).toMatchObject({ kind: 'sent', cancelling: answer });
      expect(phone.codes).toEqual(['1']);
      expect(phone.kept).not.toBeNull();
    }
  });

  test('given up while it waits for a network, the code is not sent any more', async () => {
    const { phone, control } = await sent();
    control.giveCode('1234');
    await settle();
    control.keepSos();
    await phone.pass(60_000);
    expect(phone.codes).toHaveLength(1);
    expect(control.state()).toMatchObject({ kind: 'sent', cancelling: 'no' });
  });
});

test('the service worker and the page look in the same place', () => {
  expect(SYNC_DB).toEqual(SOS_DB);
  // One database of two makers keeps what the first one made, and nothing of the other.
  expect(WORKER_KEY_DB).toEqual(KEY_DB);
  expect(KEY_DB.name).not.toBe(SOS_DB.name);
});

test('what was kept and is not an entry is none', () => {
  expect([null, 1, {}, { sosId: 1 }, { sosId: 'a', pressedAtMs: 1 }].map(entryFrom)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
