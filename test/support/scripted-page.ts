/** The protected person's page against a scripted server, for what the network, the law and a second wearer do to it. */
import type { Browser, Page } from 'playwright-core';
import { pairId } from '../../tools/screens/frames.ts';
import { type Answers, type FrameBody, SHOT_MS } from '../../tools/screens/screen.ts';
import type { ScriptedServer } from '../../tools/screens/scripted-server.ts';
import { openPage, PHONE, type Watched } from './browser.ts';

export interface Script {
  readonly frames: readonly FrameBody[];
  readonly answers?: Answers;
  /** Before the page is asked for. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** In English, in words instead of a map, from the script's time on; what shakes the phone is written down. */
export async function openScripted(browser: Browser, server: ScriptedServer, script: Script): Promise<Watched> {
  const session = { kind: 'protected', personId: pairId(9), exercise: true };
  server.play(
    { frames: script.frames, answers: { 'GET /api/session': { json: session }, ...script.answers } },
    SHOT_MS,
  );
  // A worker takes the page over at some moment, and what it answers itself asks no route of a test's.
  const watched = await openPage(browser, server.origin, PHONE, 'en-US', { serviceWorkers: 'block' });
  const { page } = watched;
  await page.addInitScript(`{
    localStorage.setItem('pair-view', 'list');
    window.shaken = [];
    navigator.vibrate = (pattern) => { if (String(pattern) !== '0') window.shaken.push(String(pattern)); return true; };
  }`);
  await page.clock.install({ time: SHOT_MS });
  await script.prepare?.(page);
  await page.goto(`${server.origin}/app/`);
  return watched;
}

/** The patterns that the phone was shaken with. */
export const shaken = (page: Page): Promise<string[]> => page.evaluate('window.shaken');

/** What is sent before the stream is open reaches nobody. */
export const live = (page: Page): Promise<void> =>
  page.getByText('Live', { exact: true }).waitFor({ state: 'attached' });
