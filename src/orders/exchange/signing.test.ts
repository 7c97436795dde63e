import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { faultOf, isVerifyingKey, newSecret, newSigningKey, publicOf, sign } from './signing.ts';

const NOW_MS = Date.parse('2026-11-21T03:00:00.400Z');
const TOLERANCE_MS = 300_000;
const BODY = Buffer.from('{"type":"notice","name":"지원"}');

function check(keys: string[], headers: object, body: Uint8Array = BODY, nowMs = NOW_MS) {
  return faultOf(keys, headers as Record<string, string>, body, nowMs, TOLERANCE_MS);
}

describe('signatures', () => {
  it("agrees with the specification's own library, which shares no code with it", () => {
    const secret = newSecret(randomBytes);
    // The library compares with the clock of the machine.
    const nowMs = Math.floor(performance.timeOrigin + performance.now());
    const ours = sign([secret], 'msg_1', nowMs, BODY);
    expect(new Webhook(secret).verify(BODY, { ...ours })).toEqual(JSON.parse(BODY.toString()));
    const theirs = new Webhook(secret).sign('msg_2', new Date(nowMs), BODY.toString());
    const timestamp = String(Math.floor(nowMs / 1_000));
    const headers = { 'webhook-id': 'msg_2', 'webhook-timestamp': timestamp, 'webhook-signature': theirs };
    expect(check([secret], headers, BODY, nowMs)).toBeNull();
  });

  it('holds the known vector of the specification', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const body = Buffer.from('{"test": 2432232314}');
    const { 'webhook-signature': signature } = sign([secret], 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330_000, body);
    expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('carries one signature of each key while they rotate, and either is enough', () => {
    const [before, after] = [newSecret(randomBytes), newSecret(randomBytes)];
    const headers = sign([after, before], 'm', NOW_MS, BODY);
    expect(headers['webhook-signature'].split(' ')).toHaveLength(2);
    expect(check([before], headers)).toBeNull();
    expect(check([after], headers)).toBeNull();
    expect(check([newSecret(randomBytes)], headers)).toBe('signature-wrong');
  });

  it('signs with ed25519, which others check without being able to sign', () => {
    const key = newSigningKey(randomBytes);
    const publicKey = publicOf(key);
    const headers = sign([key], 'm', NOW_MS, BODY);
    expect(headers['webhook-signature']).toMatch(/^v1a,/);
    expect(isVerifyingKey(publicKey)).toBe(true);
    expect(isVerifyingKey(key)).toBe(false);
    expect(check([publicKey], headers)).toBeNull();
    expect(check([publicKey], headers, Buffer.from('other'))).toBe('signature-wrong');
    expect(check([publicOf(newSigningKey(randomBytes))], headers)).toBe('signature-wrong');
  });

  it('refuses whatever was changed: a byte of the body, the id, the time (H-341)', () => {
    const secret = newSecret(randomBytes);
    const headers = sign([secret], 'm', NOW_MS, BODY);
    fc.assert(
      fc.property(fc.nat(BODY.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const body = Buffer.from(BODY);
        body[at] = (body[at]! + by) % 256;
        return check([secret], headers, body) === 'signature-wrong';
      }),
    );
    expect(check([secret], { ...headers, 'webhook-id': 'n' })).toBe('signature-wrong');
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(check([secret], { ...headers, 'webhook-timestamp': later })).toBe('signature-wrong');
  });

  it('refuses what is older or newer than five minutes, to the second (H-341)', () => {
    const secret = newSecret(randomBytes);
    const at = (ageMs: number) => check([secret], sign([secret], 'm', NOW_MS - ageMs, BODY));
    expect(at(299_000)).toBeNull();
    expect(at(-299_000)).toBeNull();
    expect(at(301_000)).toBe('too-old');
    expect(at(-301_000)).toBe('too-new');
  });

  it('never throws, whatever stands in the headers', () => {
    const keys = [newSecret(randomBytes), publicOf(newSigningKey(randomBytes))];
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('', 'v1,', 'v1a,AAAA', 'v1,===', ' , ,', `v1a,${'A'.repeat(86)}==`),
    );
    fc.assert(
      fc.property(text, text, text, (id, timestamp, signature) => {
        const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
        return check(keys, headers) !== null;
      }),
    );
  });
});
