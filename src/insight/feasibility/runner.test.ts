import { describe, expect, it } from 'vitest';
import { FeasibilityRunner, type Job } from './runner.ts';
import { packPart, requestOf } from './sample.test-helper.ts';

const job: Job = { request: requestOf(), pack: packPart() };
const never = new AbortController().signal;

function script(code: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

const ANSWERS = script(`import { parentPort } from 'node:worker_threads'; parentPort.postMessage('{}');`);
const HANGS = script('for (;;) {}');
const THROWS = script(`throw new Error('37.123456')`);
const EXITS = script('process.exit(3)');

describe('a run', () => {
  it('gives what its thread says', async () => {
    expect(await new FeasibilityRunner({ script: ANSWERS }).run(job, never)).toEqual({ ok: true, value: '{}' });
  });

  it('that takes too long is stopped and refused, and the next one runs (H-314)', async () => {
    const runner = new FeasibilityRunner({ script: HANGS, runMs: 150 });
    const first = runner.run(job, never);
    const second = runner.run(job, never);
    expect(await first).toEqual({ ok: false, error: 'too-long' });
    expect(await second).toEqual({ ok: false, error: 'too-long' });
  });

  it.each([
    ['throws', THROWS],
    ['is killed', EXITS],
  ])('whose thread %s gives no figures and keeps nothing of its words (H-313)', async (_how, code) => {
    expect(await new FeasibilityRunner({ script: code }).run(job, never)).toEqual({ ok: false, error: 'broken' });
  });

  it('is stopped when whoever asked goes away, waiting ones at once', async () => {
    const runner = new FeasibilityRunner({ script: HANGS, runMs: 60_000 });
    const one = new AbortController();
    const two = new AbortController();
    const running = runner.run(job, one.signal);
    const waiting = runner.run(job, two.signal);
    two.abort();
    expect(await waiting).toEqual({ ok: false, error: 'cancelled' });
    one.abort();
    expect(await running).toEqual({ ok: false, error: 'cancelled' });
  });

  it('waits for its turn; beyond a few is refused; a server that stops ends all', async () => {
    const runner = new FeasibilityRunner({ script: HANGS, runMs: 60_000, waiting: 1 });
    const running = runner.run(job, never);
    const waiting = runner.run(job, never);
    expect(await runner.run(job, never)).toEqual({ ok: false, error: 'full' });
    runner.close();
    expect(await Promise.all([running, waiting])).toEqual([
      { ok: false, error: 'cancelled' },
      { ok: false, error: 'cancelled' },
    ]);
    expect(await runner.run(job, never)).toEqual({ ok: false, error: 'cancelled' });
  });
});
