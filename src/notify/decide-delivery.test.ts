import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allows,
  backoffMs,
  type Decision,
  decideDelivery,
  type Facts,
  type Known,
  type Tier,
  tierOf,
} from './decide-delivery.ts';
import { NOTIFY_LIMITS as LIMITS } from './limits.ts';

const FROM = 1_000_000;

function facts(more: Partial<Facts> = {}): Facts {
  return {
    kind: 'warning',
    begunAtMs: FROM,
    unseenSinceMs: more.begunAtMs ?? FROM,
    standing: { tier: 'alert' },
    shownLive: false,
    attempts: [],
    otherCalls: [],
    plan: { push: true, sms: true, call: true },
    phones: ['phone-1'],
    nowMs: FROM,
    ...more,
  };
}

function known(channel: Known['channel'], more: Partial<Known> = {}): Known {
  return {
    attemptId: `${channel}-${more.step ?? 1}`,
    channel,
    subscriptionId: channel === 'push' ? 'phone-1' : null,
    step: 1,
    state: 'accepted',
    reason: null,
    queuedAtMs: FROM,
    acceptedAtMs: FROM,
    displayedAtMs: null,
    confirmedAtMs: null,
    endedAtMs: FROM,
    ...more,
  };
}

const decide = (more: Partial<Facts>): Decision => decideDelivery(facts(more), LIMITS);
const channels = ({ start }: Decision): string[] => start.map(({ channel }) => channel);
const LATE = FROM + LIMITS.louderAfterMs;

describe('a warning to a closed phone', () => {
  it('goes to all subscribed phones at once, and each once', () => {
    const both = decide({ phones: ['phone-1', 'phone-2'] });
    expect(both.start.map(({ subscriptionId }) => subscriptionId)).toEqual(['phone-1', 'phone-2']);
    expect(both.nextLookAtMs).toBe(LATE);
    expect(decide({ attempts: [known('push')], phones: ['phone-1', 'phone-2'] }).start).toEqual([
      { channel: 'push', subscriptionId: 'phone-2', step: 1 },
    ]);
  });

  it('unless it was shown within 20 s: by SMS and call as well', () => {
    const attempts = [known('push')];
    expect(channels(decide({ attempts, nowMs: LATE - 1 }))).toEqual([]);
    expect(channels(decide({ attempts, nowMs: LATE }))).toEqual(['sms', 'call']);
  });

  it('where no phone is subscribed only an open page could show it: louder after 5 s', () => {
    const soon = FROM + LIMITS.louderWithoutPushMs;
    expect(channels(decide({ phones: [], nowMs: soon - 1 }))).toEqual([]);
    expect(channels(decide({ phones: [], nowMs: soon }))).toEqual(['sms', 'call']);
    const failed = known('push', { state: 'failed', reason: 'gone', acceptedAtMs: null });
    expect(channels(decide({ attempts: [failed], nowMs: soon }))).toEqual(['sms', 'call']);
  });

  // HAZARD H-168: "taken by the push service" is taken for "she knows"
  it('that a push service took is not shown: it goes on; what the phone displayed stops an alert, but no danger', () => {
    const displayed = known('push', { state: 'displayed', displayedAtMs: FROM + 900 });
    expect(decide({ attempts: [known('push')], nowMs: LATE }).outcome).toBeNull();
    expect(decide({ attempts: [displayed], nowMs: LATE }).outcome).toEqual({ kind: 'displayed', reason: 'push' });
    const danger = decide({ attempts: [displayed], nowMs: LATE, standing: { tier: 'danger' } });
    expect(danger.outcome).toBeNull();
    expect(channels(danger)).toEqual(['sms', 'call']);
  });

  it('is over when a person saw it: on the open page, by opening the notification, by pressing 1', () => {
    const standing = { tier: 'danger' } as const;
    expect(decide({ standing, shownLive: true }).outcome).toEqual({ kind: 'seen', reason: 'live' });
    const opened = known('push', { state: 'confirmed', confirmedAtMs: FROM + 1 });
    expect(decide({ standing, attempts: [opened] }).outcome).toEqual({ kind: 'seen', reason: 'push' });
    const pressed = known('call', { state: 'confirmed', confirmedAtMs: FROM + 1 });
    expect(decide({ standing, attempts: [pressed] }).outcome).toEqual({ kind: 'seen', reason: 'call' });
    // A call does not say which warning it is for: it says "look".
    expect(decide({ standing, otherCalls: [pressed] }).outcome).toEqual({ kind: 'seen', reason: 'call' });
    expect(decide({ standing, begunAtMs: FROM + 2, otherCalls: [pressed] }).outcome).toBeNull();
  });

  it('a call that was merely answered confirms nothing: it may have been a voice mail', () => {
    const answered = known('call', { state: 'answered' });
    const attempts = [known('push'), known('sms'), answered];
    const next = FROM + LIMITS.callLastsMs + LIMITS.callGapMs;
    expect(decide({ attempts, nowMs: next - 1 }).nextLookAtMs).toBe(next);
    expect(decide({ attempts, nowMs: next }).start).toEqual([{ channel: 'call', subscriptionId: null, step: 2 }]);
  });

  it('calls again a moment after one that nobody took, a bounded number of times', () => {
    const taken = (step: number) =>
      known('call', { step, state: 'unanswered', endedAtMs: LATE + step * 30_000, acceptedAtMs: LATE });
    const attempts = [known('push'), known('sms'), taken(1)];
    const nowMs = LATE + 30_000 + LIMITS.callGapMs;
    expect(decide({ attempts, nowMs }).start).toEqual([{ channel: 'call', subscriptionId: null, step: 2 }]);
    const many = Array.from({ length: LIMITS.callsMax.other }, (_, i) => taken(i + 1));
    expect(decide({ attempts: [known('sms'), ...many], nowMs: LATE + 300_000, phones: [] }).start).toEqual([]);
  });

  it('does not call again where there is no number, and never twice by SMS', () => {
    const failed = (channel: 'sms' | 'call') =>
      known(channel, { state: 'failed', reason: 'no-address', acceptedAtMs: null });
    const attempts = [known('push'), failed('sms'), failed('call')];
    expect(decide({ attempts, nowMs: LATE + 120_000 }).start).toEqual([]);
  });

  it('what is dropped when its cause ends says why, whatever was seen', () => {
    expect(decide({ standing: { over: 'order-ended' }, shownLive: true })).toMatchObject({
      start: [],
      outcome: { kind: 'dropped', reason: 'order-ended' },
    });
  });

  it('gives up after a quarter of an hour, and says that nothing reached anybody', () => {
    expect(decide({ nowMs: FROM + LIMITS.giveUpAfterMs }).outcome).toEqual({ kind: 'exhausted', reason: 'time' });
  });

  it('counts that time from when delivery began: one that is older was not given up, nobody was there', () => {
    const old = { begunAtMs: FROM + 3_600_000, unseenSinceMs: FROM, standing: { tier: 'danger' } } as const;
    expect(channels(decide({ ...old, nowMs: FROM + 3_600_000 }))).toEqual(['push', 'sms', 'call']);
    expect(decide({ ...old, nowMs: FROM + 3_600_000 + LIMITS.giveUpAfterMs }).outcome).toMatchObject({
      reason: 'time',
    });
  });

  it('an SMS that the network could not deliver is sent again a minute later, a bounded number of times', () => {
    const lost = (step: number) => known('sms', { step, state: 'failed', endedAtMs: LATE + step });
    const plan = { push: true, sms: true, call: false };
    const attempts = [known('push'), lost(1)];
    const nextMs = LATE + 1 + LIMITS.smsGapMs;
    expect(decide({ plan, attempts, nowMs: nextMs - 1 })).toMatchObject({ start: [], nextLookAtMs: nextMs });
    expect(decide({ plan, attempts, nowMs: nextMs }).start).toEqual([
      { channel: 'sms', subscriptionId: null, step: 2 },
    ]);
    const all = Array.from({ length: LIMITS.smsMax }, (_, i) => lost(i + 1));
    expect(decide({ plan, attempts: [known('push'), ...all], nowMs: LATE + 600_000 }).start).toEqual([]);
    const onItsWay = known('sms', { step: 2, state: 'accepted' });
    expect(decide({ plan, attempts: [...attempts, onItsWay], nowMs: nextMs }).start).toEqual([]);
  });

  it('one that took the place of another goes on in its time', () => {
    const later = { begunAtMs: LATE - 1_000, unseenSinceMs: FROM, attempts: [known('push')] };
    expect(channels(decide({ ...later, nowMs: LATE }))).toEqual(['sms', 'call']);
  });
});

describe('a plan', () => {
  it('is followed for what is not danger, and passed over for danger', () => {
    const plan = { push: true, sms: false, call: false };
    expect(channels(decide({ plan, nowMs: LATE }))).toEqual(['push']);
    expect(channels(decide({ plan, nowMs: LATE, standing: { tier: 'danger' } }))).toEqual(['push', 'sms', 'call']);
  });

  it('a notice is a push message and no more', () => {
    expect(channels(decide({ standing: { tier: 'notice' }, nowMs: LATE }))).toEqual(['push']);
  });
});

describe('a trial', () => {
  it('tries every channel of the plan once, at once, and ends when nothing more is to be heard, or after a minute', () => {
    expect(channels(decide({ kind: 'trial' }))).toEqual(['push', 'sms', 'call']);
    const attempts = [known('push'), known('sms'), known('call', { state: 'unanswered' })];
    expect(decide({ kind: 'trial', attempts, nowMs: FROM + 5_000 }).outcome).toBeNull();
    const over = { kind: 'exhausted', reason: 'trial' };
    expect(decide({ kind: 'trial', attempts, nowMs: FROM + 60_000 }).outcome).toEqual(over);
    const displayed = [known('push', { state: 'displayed', displayedAtMs: FROM })];
    const plan = { push: true, sms: false, call: false };
    expect(decide({ kind: 'trial', plan, attempts: displayed, nowMs: FROM + 1 }).outcome).toEqual(over);
  });
});

describe('how loud a warning is now', () => {
  it('as found, or less where less is known; seeing less is not less', () => {
    expect(tierOf('danger', 'danger')).toBe('danger');
    expect(tierOf('danger', 'warning')).toBe('alert');
    expect(tierOf('danger', 'clear')).toBeNull();
    expect(tierOf('danger', 'unknown')).toBe('danger');
    expect(tierOf('warning', 'danger')).toBe('alert');
    expect(tierOf('unknown', 'notice')).toBe('notice');
  });
});

describe('backing off', () => {
  it('doubles, half of it by chance, up to a bound', () => {
    expect(backoffMs(1, 0, LIMITS)).toBe(LIMITS.retryMs / 2);
    expect(backoffMs(3, 0.999, LIMITS)).toBeGreaterThan(backoffMs(2, 0.999, LIMITS));
    expect(backoffMs(40, 0.5, LIMITS)).toBeLessThanOrEqual(LIMITS.retryMsMax);
  });
});

/** A world that answers at random: what was begun ends somehow, in some order, while time goes on. */
function play(script: readonly number[], tier: Tier, plan: Facts['plan'], phones: readonly string[]) {
  let nowMs = FROM;
  const attempts: Known[] = [];
  let at = 0;
  const next = (): number => script[at++ % script.length] ?? 0;
  for (let turn = 0; turn < 400; turn += 1) {
    const decision = decide({ nowMs, attempts, plan, phones, standing: { tier } });
    for (const { channel, subscriptionId, step } of decision.start) {
      const calls = attempts.filter(
        (one) => one.channel === 'call' && (one.state === 'queued' || one.state === 'sent'),
      );
      if (channel === 'call') expect(calls).toEqual([]);
      expect(allows(tier, plan, channel)).toBe(true);
      expect(
        attempts.some((one) => one.channel === channel && one.step === step && one.subscriptionId === subscriptionId),
      ).toBe(false);
      attempts.push(
        known(channel, {
          subscriptionId,
          step,
          state: 'queued',
          acceptedAtMs: null,
          endedAtMs: null,
          queuedAtMs: nowMs,
        }),
      );
    }
    if (decision.outcome !== null) return { attempts, outcome: decision.outcome, nowMs };
    for (const [i, attempt] of attempts.entries()) {
      if (attempt.state !== 'queued' || next() % 3 === 0) continue;
      const state = (['accepted', 'failed', 'unanswered', 'answered'] as const)[next() % 4]!;
      attempts[i] = {
        ...attempt,
        state,
        acceptedAtMs: state === 'failed' ? null : nowMs,
        endedAtMs: nowMs,
        reason: 'timeout',
      };
    }
    nowMs = Math.max(nowMs + 1_000, Math.min(decision.nextLookAtMs, nowMs + (next() % 30) * 1_000));
  }
  throw new Error('it never ended');
}

describe('whatever the providers answer', () => {
  const script = fc.array(fc.nat(1_000), { minLength: 3, maxLength: 40 });
  const plan = fc.record({ push: fc.boolean(), sms: fc.boolean(), call: fc.boolean() });
  const tier = fc.constantFrom<Tier>('danger', 'alert', 'notice');

  it('never two calls at once, never louder than the plan, no step twice, and an end', () => {
    fc.assert(
      fc.property(script, tier, plan, fc.subarray(['phone-1', 'phone-2']), (answers, how, channelsOf, phones) => {
        const { attempts, outcome } = play(answers, how, channelsOf, phones);
        const calls = attempts.filter(({ channel }) => channel === 'call').length;
        expect(calls).toBeLessThanOrEqual(how === 'danger' ? LIMITS.callsMax.danger : LIMITS.callsMax.other);
        const messages = attempts.filter(({ channel }) => channel === 'sms').length;
        expect(messages).toBeLessThanOrEqual(LIMITS.smsMax);
        expect(outcome.kind).toBe('exhausted');
      }),
    );
  });

  it('a danger that nobody sees is called as often as it may be, within its time', () => {
    fc.assert(
      fc.property(script, (answers) => {
        const { attempts } = play(
          [1, ...answers.map((n) => n * 3 + 1)],
          'danger',
          { push: false, sms: false, call: false },
          [],
        );
        expect(attempts.filter(({ channel }) => channel === 'call').length).toBeGreaterThanOrEqual(2);
        expect(attempts.filter(({ channel }) => channel === 'sms').length).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
