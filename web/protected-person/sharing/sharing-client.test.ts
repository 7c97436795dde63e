import { expect, test } from 'vitest';
import { SharingClient } from './sharing-client.ts';

const on = { sharing: { sinceMs: 1, untilMs: 9 }, possible: true, serverTimeMs: 2 };
const off = { sharing: null, possible: true, serverTimeMs: 3 };

function phone(answers: ({ status: number; body: unknown } | null)[]) {
  const calls: string[] = [];
  const timers: { work: () => void; delayMs: number }[] = [];
  const client = new SharingClient({
    call: async (method) => {
      calls.push(method);
      return answers.shift() ?? null;
    },
    setTimer: (work, delayMs) => timers.push({ work, delayMs }),
    clearTimer: () => undefined,
  });
  const settle = async () => {
    for (let i = 0; i < 10; i += 1) await Promise.resolve();
  };
  return { client, calls, timers, settle };
}

// HAZARD H-187: sharing goes on after it was stopped
test('stopping is tried until it is confirmed, and until then it is not said to have stopped', async () => {
  const { client, calls, timers, settle } = phone([
    { status: 200, body: on },
    null,
    { status: 503, body: {} },
    { status: 200, body: off },
  ]);
  client.ask();
  await settle();
  client.stop();
  await settle();
  expect(client.state()).toMatchObject({ last: on, isOld: true, wish: 'stop' });
  timers.at(-1)!.work();
  await settle();
  expect(client.state().wish).toBe('stop');
  timers.at(-1)!.work();
  await settle();
  expect(client.state()).toMatchObject({ last: off, isOld: false, wish: null });
  expect(calls).toEqual(['GET', 'DELETE', 'DELETE', 'DELETE']);
});

test('a wish to share that failed is not kept for later', async () => {
  const { client, calls, timers, settle } = phone([null, { status: 409, body: {} }]);
  client.begin();
  await settle();
  expect(client.state()).toMatchObject({ last: null, wish: null, isRefused: false });
  for (const { work } of timers) work();
  client.begin();
  await settle();
  expect(client.state()).toMatchObject({ wish: null, isRefused: true });
  expect(calls).toEqual(['POST', 'POST']);
});

test('while it is on it is asked again; an answer that does not come makes it old, not off', async () => {
  const { client, timers, settle } = phone([{ status: 200, body: on }, null]);
  client.ask();
  await settle();
  expect(timers).toHaveLength(1);
  timers[0]!.work();
  await settle();
  expect(client.state()).toMatchObject({ last: on, isOld: true });
  expect(timers).toHaveLength(2);
});

test('asking meanwhile does not lose the answer to a wish', async () => {
  const { client, calls, settle } = phone([{ status: 200, body: on }]);
  client.begin();
  client.ask();
  await settle();
  expect(client.state()).toMatchObject({ last: on, wish: null });
  expect(calls).toEqual(['POST']);
});
