import { expect, test } from 'vitest';
import { SaveQueue, type SaveState } from './save-queue.ts';

interface Plan {
  readonly sms: boolean;
  readonly calm: boolean;
}

function server(answers: boolean[]) {
  let held: Plan = { sms: false, calm: false };
  const saved: Plan[] = [];
  const waiting: (() => void)[] = [];
  let state: SaveState<Plan> = { wanted: null, isSaved: null };
  const queue = new SaveQueue<Plan>(
    async (plan) => {
      saved.push(plan);
      await new Promise<void>((resolve) => waiting.push(resolve));
      const isTaken = answers.shift() ?? true;
      if (isTaken) held = plan;
      return isTaken;
    },
    (next) => {
      state = next;
    },
  );
  const answer = async () => {
    waiting.shift()!();
    for (let i = 0; i < 10; i += 1) await Promise.resolve();
  };
  return { queue, saved, answer, held: () => held, state: () => state, shown: () => state.wanted ?? held };
}

test('two changes within one round trip both hold', async () => {
  const one = server([]);
  one.queue.change({ ...one.shown(), sms: true });
  one.queue.change({ ...one.shown(), calm: true });
  expect(one.saved).toHaveLength(1);
  await one.answer();
  await one.answer();
  expect([one.held(), one.state()]).toEqual([
    { sms: true, calm: true },
    { wanted: null, isSaved: true },
  ]);
});

test('one that is not taken is said, and what the server holds is shown again', async () => {
  const one = server([false]);
  one.queue.change({ sms: true, calm: false });
  await one.answer();
  expect([one.shown(), one.state().isSaved]).toEqual([{ sms: false, calm: false }, false]);
});
