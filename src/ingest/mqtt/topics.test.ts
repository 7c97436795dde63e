import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AT_MS } from '../protocols/http-frame.fixture.ts';
import { REJECTION_REASONS } from '../protocols/types.ts';
import { decodeMqtt } from './arrival.ts';
import { PacketMeter } from './packet-limit.ts';
import { commandTopic, deviceName, mayPublish, maySubscribe, nameIn, parseTopic } from './topics.ts';

test.each([
  ['owntracks/one/phone', { name: 'one/phone', part: null }],
  ['owntracks/one/phone/event', { name: 'one/phone', part: 'event' }],
  ['owntracks/one/phone/cmd', { name: 'one/phone', part: 'cmd' }],
  ['owntracks/one', null],
  ['owntracks//phone', null],
  ['owntracks/one/phone/', null],
  ['owntracks/one/phone/a/b', null],
  ['/owntracks/one/phone', null],
  ['elsewhere/one/phone', null],
  ['owntracks/+/phone', null],
  ['owntracks/#', null],
  ['owntracks/one/ph\u0000one', null],
  [`owntracks/${'x'.repeat(121)}/phone`, null],
])('%s', (topic, parsed) => {
  expect(parseTopic(topic)).toEqual(parsed);
});

test('names', () => {
  expect([deviceName('one', 'phone'), deviceName('one', 'a/b'), deviceName('', 'x')]).toEqual([
    'one/phone',
    null,
    null,
  ]);
  expect([nameIn('one/phone'), nameIn('one'), nameIn('one/phone/cmd')]).toEqual(['one/phone', null, null]);
});

/** Pieces that topics are made of, and some that they must not be. */
const topicArb = fc.oneof(
  fc.string(),
  fc
    .array(fc.constantFrom('owntracks', 'one', 'phone', 'other', 'cmd', 'event', '+', '#', '$SYS', '', ' ', '\u0000'), {
      maxLength: 6,
    })
    .map((levels) => levels.join('/')),
);

test('no topic makes the parser throw, and none gives a right to what is not its own (H-126)', () => {
  fc.assert(
    fc.property(topicArb, (topic) => {
      const parsed = parseTopic(topic);
      if (parsed !== null) {
        expect(topic.startsWith(`owntracks/${parsed.name}`)).toBe(true);
        expect(parsed.name).not.toMatch(/[+#$]/);
      }
      const own = topic === 'owntracks/one/phone' || /^owntracks\/one\/phone\/[^/]+$/.test(topic);
      if (mayPublish('one/phone', topic)) expect(own && !topic.endsWith('/cmd')).toBe(true);
      expect(maySubscribe('one/phone', topic)).toBe(topic === commandTopic('one/phone'));
    }),
    { numRuns: 2_000 },
  );
});

test('no message makes the decoder throw, and what it refuses has a reason', () => {
  const payloadArb = fc.oneof(
    fc.uint8Array(),
    fc.json().map((text) => new TextEncoder().encode(text)),
    fc
      .record({ _type: fc.constantFrom('location', 'lwt', 'encrypted'), lat: fc.jsonValue(), tst: fc.jsonValue() })
      .map((value) => new TextEncoder().encode(JSON.stringify(value))),
  );
  fc.assert(
    fc.property(
      topicArb,
      payloadArb,
      fc.boolean(),
      fc.constantFrom(AT_MS, Number.NaN),
      (topic, payload, isOld, atMs) => {
        const decoded = decodeMqtt({ topic, payload, isOld }, parseTopic(topic), atMs, null);
        expect(decoded.rejected === null || REJECTION_REASONS.includes(decoded.rejected.reason)).toBe(true);
        for (const event of decoded.events) expect(event).toEqual({ kind: 'connection-lost', atMs: AT_MS });
      },
    ),
    { numRuns: 500 },
  );
});

test('the meter finds each packet, however the stream is cut, and the first that is too long', () => {
  const packet = (bodyBytes: number): number[] => {
    const length = bodyBytes < 128 ? [bodyBytes] : [(bodyBytes % 128) | 128, Math.floor(bodyBytes / 128)];
    return [0x30, ...length, ...Array.from({ length: bodyBytes }, () => 0xff)];
  };
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 50 }),
      (bodies, step) => {
        const meter = new PacketMeter(100, 300);
        const bytes = Uint8Array.from(bodies.flatMap(packet));
        let admitted = true;
        for (let at = 0; at < bytes.length && admitted; at += step)
          admitted = meter.admits(bytes.subarray(at, at + step));
        expect(admitted).toBe(bodies.every((body, index) => body <= (index === 0 ? 100 : 300)));
      },
    ),
  );
});
