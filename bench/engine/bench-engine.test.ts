import { describe, expect, it } from 'vitest';
import { Population, SLOTS } from './population.ts';
import { encodeCommand, type Reply, RespError, readReplies } from './resp.ts';
import { medianOf, ratesOf } from './rounds.ts';
import { goalRow, rate, tableOf, times } from './table.ts';

describe('RESP', () => {
  it('encodes a command with lengths in bytes', () => {
    expect(encodeCommand(['GEODIST', 'k', 'é'])).toBe('*3\r\n$7\r\nGEODIST\r\n$1\r\nk\r\n$2\r\né\r\n');
  });

  it('reads the same replies however the stream is cut', () => {
    const stream = Buffer.from('+OK\r\n:12\r\n$7\r\n1.5\r\n\r\n\r\n$-1\r\n-ERR no\r\n$0\r\n\r\n');
    const whole = ['OK', 12, '1.5\r\n\r\n', null, new RespError('ERR no'), ''];
    for (let cut = 0; cut <= stream.length; cut++) {
      const replies: Reply[] = [];
      const first = stream.subarray(0, cut);
      const unread = first.subarray(readReplies(first, 0, (reply) => replies.push(reply)));
      const rest = Buffer.concat([unread, stream.subarray(cut)]);
      expect(readReplies(rest, 0, (reply) => replies.push(reply))).toBe(rest.length);
      expect(replies).toEqual(whole);
    }
  });

  it('refuses what it does not read', () => {
    expect(() => readReplies(Buffer.from('*1\r\n:1\r\n'), 0, () => undefined)).toThrow('kind *');
  });
});

describe('rounds', () => {
  it('takes the median', () => {
    expect([medianOf([9, 1, 10]), medianOf([4, 1, 10, 2]), medianOf([])]).toEqual([9, 3, Number.NaN]);
  });

  it('gives the median a second of each loop, without the first round', async () => {
    const tookMs = [1, 500, 250, 1_000];
    const loop = { run: () => [{ name: 'a', count: 100, tookMs: tookMs.shift()! }] };
    expect(await ratesOf([loop], 3)).toEqual(new Map([['a', 200]]));
  });
});

describe('tables', () => {
  it('writes numbers for people', () => {
    expect([rate(950), rate(118_200), rate(1_214_000), times(9.96), times(123.4)]).toEqual([
      '950',
      '118 k',
      '1.21 M',
      '10x',
      '123x',
    ]);
  });

  it('says met, not met, and not judged', () => {
    const goals = [true, false, null].map((isMet) => goalRow({ what: 'w', value: '1', goal: '2', isMet }));
    expect(tableOf(['', 'value', 'goal', ''], goals).split('\n')).toEqual([
      '|  | value | goal |  |',
      '| --- | ---: | ---: | ---: |',
      '| w | 1 | 2 | met |',
      '| w | 1 | 2 | **not met** |',
      '| w | 1 | 2 | not judged |',
    ]);
  });
});

describe('the population', () => {
  it('reports each person once a minute, the silent no more after three, and repeats from its seed', () => {
    const minute = (elapsedS: number) => {
      const population = new Population(200, 'realistic', 1);
      return Array.from({ length: SLOTS }, (_, slot) => population.fixes(slot, elapsedS, 0)).flat();
    };
    const people = minute(0).map(({ personId }) => personId);
    expect(new Set(people).size).toBe(400);
    const later = minute(600).length;
    expect(later).toBeGreaterThan(380);
    expect(later).toBeLessThan(400);
    expect(minute(60)).toEqual(minute(60));
  });
});
