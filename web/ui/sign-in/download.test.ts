/** A file that is saved, asked for, or not saved: over a network and a page of the test's own. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { download } from './download.ts';

let answer: () => Response;
/** Names of what was saved. */
let saved: string[];

beforeEach(() => {
  saved = [];
  vi.stubGlobal('fetch', async () => answer());
  vi.stubGlobal('document', {
    createElement: () => {
      const link = { href: '', download: '', click: () => saved.push(link.download) };
      return link;
    },
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const named = { headers: { 'content-disposition': 'attachment; filename="warrants.csv"' } };

test('is saved under the name that the server gives it, and may take longer than an answer', async () => {
  const limits = vi.spyOn(AbortSignal, 'timeout');
  answer = () => new Response('a,b\r\n', named);
  expect(await download('/api/registers/views/csv')).toBe('saved');
  expect(saved).toEqual(['warrants.csv']);
  expect(limits.mock.calls).toEqual([[120_000]]);
});

test('that is cut short is not saved, and it is said', async () => {
  answer = () => {
    const body = new ReadableStream({
      pull: (stream) => stream.error(new DOMException('The operation timed out.', 'TimeoutError')),
    });
    return new Response(body, named);
  };
  expect([await download('/api/registers/views/csv'), saved]).toEqual(['failed', []]);
});

test('that takes another person is asked for; any other refusal is none', async () => {
  const refused = (code: string) => () => Response.json({ error: { code, message: '' } }, { status: 409 });
  answer = refused('second-person');
  expect(await download('/api/desk/removals.csv')).toBe('waits');
  answer = refused('conflict');
  expect(await download('/api/desk/removals.csv')).toBe('failed');
  expect(saved).toEqual([]);
});
