import { describe, expect, test } from 'vitest';
import { Phone, received, settle } from './sos.harness.ts';

describe('pages and people of one phone', () => {
  // HAZARD H-186: a call is lost with the page or the network
  test('left during the countdown it goes at once, once; and what waits for a network is tried once more', async () => {
    const phone = new Phone();
    const control = phone.open();
    control.press();
    control.leave();
    expect(phone.posted).toHaveLength(1);
    control.leave();
    expect(phone.posted).toHaveLength(1);
    await settle();
    control.leave();
    expect(phone.posted).toHaveLength(2);
    const idle = new Phone().open();
    idle.leave();
    expect(idle.state()).toEqual({ kind: 'idle' });
  });

  test('the worker is asked for after it was kept, not before', async () => {
    const phone = new Phone();
    phone.open().press();
    await settle();
    expect(phone.order).toEqual(['saved', 'sync']);
  });

  test('stopped in one page, another page that took it up sends nothing', async () => {
    const phone = new Phone();
    const first = phone.open();
    first.press();
    await phone.pass(1_000);
    const second = phone.open(true);
    await second.start();
    expect(second.state().kind).toBe('counting');
    first.stopCountdown();
    await phone.pass(60_000);
    expect([first.state().kind, second.state().kind, phone.posted]).toEqual(['idle', 'idle', []]);
  });

  test('received in one page, another says so too, and does not send it again', async () => {
    const phone = new Phone();
    const first = phone.open();
    first.press();
    await phone.pass(1_000);
    const second = phone.open(true);
    await second.start();
    phone.answers = [received()];
    first.sendNow();
    await phone.pass(60_000);
    expect([second.state().kind, phone.posted.length]).toEqual(['sent', 1]);
  });

  test('where the phone keeps nothing it is sent all the same', async () => {
    const phone = new Phone();
    phone.isForgetful = true;
    const control = phone.open();
    control.press();
    await phone.pass(60_000);
    expect(phone.posted.length).toBeGreaterThan(2);
  });

  // HAZARD H-185: a call that waited goes out under somebody else
  test('what one person pressed is never sent under the next who signs in on the phone', async () => {
    const phone = new Phone();
    const hers = phone.open();
    hers.personIs('a');
    hers.press();
    await phone.pass(6_000);
    expect(phone.posted.map(({ personId }) => personId)).toContain('a');
    const tries = phone.posted.length;
    const next = phone.open();
    next.personIs('b');
    await next.start();
    await phone.pass(60_000);
    expect([next.state().kind, phone.posted.length, phone.kept]).toEqual(['idle', tries, null]);
  });

  test('pressed before the phone knew who, it is bound to who was here last, and to the next one otherwise', async () => {
    const phone = new Phone();
    phone.person = 'a';
    const offline = phone.open();
    await offline.start();
    offline.press();
    await settle();
    expect(phone.kept?.personId).toBe('a');
    offline.personIs('b');
    await settle();
    expect([offline.state().kind, phone.kept]).toEqual(['idle', null]);
    const unknown = new Phone();
    const control = unknown.open();
    control.press();
    control.personIs('c');
    await settle();
    expect(unknown.kept?.personId).toBe('c');
  });

  test('before signing out what was pressed is sent first; where it cannot be, that is said', async () => {
    const phone = new Phone();
    const control = phone.open();
    expect(await control.leaveSent()).toBe(true);
    control.press();
    expect(await control.leaveSent()).toBe(false);
    phone.answers = [received()];
    expect(await control.leaveSent()).toBe(true);
    expect([control.state().kind, phone.posted.length]).toEqual(['sent', 2]);
  });

  test("signed out, nothing of theirs is left; refused as somebody else's it goes too", async () => {
    const phone = new Phone();
    const control = phone.open();
    control.personIs('a');
    control.press();
    await control.personLeft();
    expect([control.state().kind, phone.kept, phone.person]).toEqual(['idle', null, null]);
    phone.answers = [{ kind: 'other-person' }];
    control.press();
    await phone.pass(10_000);
    expect([control.state().kind, phone.posted.length, phone.kept]).toEqual(['idle', 1, null]);
  });
});
