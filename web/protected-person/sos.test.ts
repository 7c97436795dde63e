import { expect, test } from 'vitest';
import { SOS_TRIES, type SosState, sendSos } from './sos.ts';

async function run(answers: readonly boolean[]) {
  const said: SosState[] = [];
  let tries = 0;
  await sendSos(
    (state) => said.push(state),
    () => 77,
    async () => undefined,
    async () => answers[tries++] ?? false,
  );
  return { said, tries };
}

test('"sent" is said once the server confirmed it, and not before', async () => {
  const { said, tries } = await run([false, true]);
  expect(tries).toBe(2);
  expect(said).toEqual([{ kind: 'sending' }, { kind: 'failed', final: false }, { kind: 'sent', atMs: 77 }]);
});

test('after the last try it says so', async () => {
  const { said, tries } = await run([]);
  expect(tries).toBe(SOS_TRIES);
  expect(said.at(-1)).toEqual({ kind: 'failed', final: true });
});
