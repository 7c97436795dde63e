import { expect, it } from 'vitest';
import { SOCKET_PROTOCOLS } from '../../src/ingest/protocols/registry.ts';
import type { SocketProtocol } from '../../src/ingest/protocols/types.ts';
import { fuzzDecoder } from './decoders.ts';

const EXECUTIONS = 3_000;

it.each(SOCKET_PROTOCOLS.map((protocol) => [protocol.name, protocol] as const))(
  '%s: damaged frames make it neither throw nor say what cannot be (H-15)',
  (_, protocol) => {
    const { problems, taken } = fuzzDecoder(protocol, EXECUTIONS, 1);
    expect(problems).toEqual([]);
    expect(taken).toBeGreaterThan(EXECUTIONS / 20);
  },
);

it('finds a decoder that throws, and one that says what cannot be', () => {
  const [good] = SOCKET_PROTOCOLS;
  const lying = (change: (bytes: Uint8Array) => object): SocketProtocol => ({
    ...good!,
    openSession: () => {
      const session = good!.openSession();
      return { ...session, decode: (bytes, atMs) => ({ ...session.decode(bytes, atMs), ...change(bytes) }) };
    },
  });
  const throwing = lying((bytes) => {
    if (bytes.length % 7 === 0) throw new RangeError('out of bounds');
    return {};
  });
  expect(fuzzDecoder(throwing, EXECUTIONS, 1).problems[0]).toMatch(/^RangeError/);
  const telling = lying(() => ({ rejected: { reason: 'malformed', detail: 'at 37.1' } }));
  expect(fuzzDecoder(telling, EXECUTIONS, 1).problems[0]).toMatch(/^a value in a rejection/);
});
