import { expect, test } from 'vitest';
import { leavePage } from './leave-page.ts';

test('a page that was left is empty before it goes, and asks anew when somebody goes back to it', () => {
  const done: string[] = [];
  const page = Object.assign(new EventTarget(), {
    document: { body: { replaceChildren: () => done.push('emptied') } },
    location: { replace: (to: string) => done.push(to), reload: () => done.push('asked anew') },
  });
  leavePage('/enter', page as unknown as Window);
  expect(done).toEqual(['emptied', '/enter']);
  page.dispatchEvent(new Event('pageshow'));
  expect(done).toEqual(['emptied', '/enter', 'asked anew']);
});
