import { expect, test } from 'vitest';
import { NETWORK_MS_MAX, pageOrShell } from './page-or-shell.ts';

const SHELL = new Response('shell');
const never = new Promise<never>(() => undefined);
const waits: number[] = [];

function answered(network: Promise<Response>, kept: Response | undefined = SHELL, isLate = false): Promise<Response> {
  return pageOrShell({
    fetch: () => network,
    shell: async () => kept,
    wait: (ms) => {
      waits.push(ms);
      return isLate ? Promise.resolve() : never;
    },
  });
}

test("the network's page, also one that refuses", async () => {
  for (const status of [200, 304, 404]) {
    const page = new Response(null, { status });
    expect(await answered(Promise.resolve(page))).toBe(page);
  }
});

test('the shell where the network hangs, is gone, or a proxy answers with its own fault', async () => {
  expect(await answered(never, SHELL, true)).toBe(SHELL);
  expect(waits.at(-1)).toBe(NETWORK_MS_MAX);
  expect(await answered(Promise.reject(new TypeError('gone')))).toBe(SHELL);
  expect(await answered(Promise.resolve(new Response('bad gateway', { status: 502 })))).toBe(SHELL);
});

test('without a shell whatever the network says, however late', async () => {
  const fault = new Response('', { status: 503 });
  const neither = (network: Promise<Response>) =>
    pageOrShell({ fetch: () => network, shell: async () => undefined, wait: () => Promise.resolve() });
  expect(await neither(Promise.resolve(fault))).toBe(fault);
  await expect(neither(Promise.reject(new TypeError('gone')))).rejects.toThrow('gone');
});
