import { describe, expect, it } from 'vitest';
import { inTurn } from './beat.ts';

describe('works in turn', () => {
  it('are done one after the other', async () => {
    const done: string[] = [];
    const slow = async () => {
      done.push('first begins');
      await new Promise((resolve) => setImmediate(resolve));
      done.push('first ends');
    };
    await inTurn(slow, () => done.push('second'));
    expect(done).toEqual(['first begins', 'first ends', 'second']);
  });

  it('are all done though some fail, and the first failure is told', async () => {
    const done: string[] = [];
    const works = inTurn(
      () => {
        throw new Error('one');
      },
      () => Promise.reject(new Error('two')),
      () => done.push('three'),
    );
    await expect(works).rejects.toThrow('one');
    expect(done).toEqual(['three']);
  });
});
