/**
 * Takes one picture. The page's clock is held and the server's time is told, so that every age reads the same on every run.
 */
import type { Browser, Page } from 'playwright-core';
import { DESK, PHONE } from '../../test/support/browser.ts';
import { deviceOptions, deviceScript } from './device.ts';
import { type Feature, type ScreenState, SHOT_MS, type Stage } from './screen.ts';
import type { ScriptedServer } from './scripted-server.ts';

/** Frames come this long "before" the shot, so that the shot's own heartbeat is the newest. */
const LEAD_MS = 60_000;
/** Longer than a page waits for a frame (web/ui/live/limits.ts). */
const SILENCE_MS = 14_000;
/** The clock is stopped in its future: on a busy machine saying so takes a while. Well below the silence that a page bears. */
const PAUSE_AHEAD_MS = 6_000;
const STREETS_MS_MAX = 3_000;
const LOCALES: Readonly<Record<string, string>> = { en: 'en-US', ko: 'ko-KR', ja: 'ja-JP', ms: 'ms-MY' };
const HEARTBEAT = { type: 'heartbeat' } as const;

export interface Look {
  readonly language: string;
  readonly theme: 'light' | 'dark';
  readonly wide: boolean;
}

/** The picture as PNG bytes, and what went wrong in the page on the way. */
export interface Shot {
  readonly png: Buffer;
  readonly errors: readonly string[];
}

export async function shoot(
  browser: Browser,
  server: ScriptedServer,
  feature: Feature,
  state: ScreenState,
  look: Look,
): Promise<Shot> {
  const context = await browser.newContext({
    ...deviceOptions(state.device),
    viewport: look.wide ? DESK : { ...PHONE, height: state.heightPx ?? PHONE.height },
    locale: LOCALES[look.language] ?? look.language,
    colorScheme: look.theme,
    timezoneId: 'Asia/Seoul',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    hasTouch: !look.wide,
  });
  const errors: string[] = [];
  try {
    const page = await context.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    await page.addInitScript(deviceScript(state.device, { ...feature.kept, ...state.kept }));
    await page.clock.install({ time: SHOT_MS });
    server.play({ frames: state.frames, answers: answersOf(feature, state) }, SHOT_MS - LEAD_MS);
    await page.goto(`${server.origin}${state.path?.(look.language) ?? feature.path}`);
    if (state.typePercent !== undefined) {
      await page.addStyleTag({ content: `html { font-size: ${state.typePercent}% }` });
    }
    await settle(page);
    const stage = stageOf(page, server);
    if (state.act !== undefined) {
      await state.act(stage.stage);
      if (!stage.isHeld()) await settle(page);
    }
    await stage.hold();
    return { png: await page.screenshot({ animations: 'disabled' }), errors };
  } finally {
    await context.close();
  }
}

function answersOf(feature: Feature, state: ScreenState): ScreenState['answers'] & object {
  const kind = state.frames.find((frame) => frame.type === 'hello')?.viewer.kind ?? 'protected';
  const session = { kind, personId: '00000000-0000-4000-8000-0000000000aa', exercise: true };
  return { 'GET /api/session': { json: session }, ...feature.answers, ...state.answers };
}

/** The page has drawn what it has, the map included. */
async function settle(page: Page): Promise<void> {
  await page.locator('#root > *, body:not(:has(#root))').first().waitFor();
  await page.waitForTimeout(400);
  if ((await page.locator('[data-map-status]').count()) === 0) return;
  await page
    .locator('[data-map-status]:not([data-map-status=loading])')
    .waitFor({ state: 'attached', timeout: 20_000 });
  // A busy machine draws streets slowly: the picture is taken without the last of them rather than not at all.
  const drawn = page.locator('[data-map-status=radar], [data-map-drawn=streets]');
  await drawn.waitFor({ state: 'attached', timeout: STREETS_MS_MAX }).catch(() => undefined);
  await page.waitForTimeout(200);
}

interface Held {
  readonly stage: Stage;
  /** Stops the page's clock at the shot's time. */
  hold(): Promise<void>;
  isHeld(): boolean;
}

function stageOf(page: Page, server: ScriptedServer): Held {
  let passedMs = 0;
  let lost = false;
  let held = false;
  const pause = async (): Promise<void> => {
    if (held) return;
    held = true;
    await page.clock.pauseAt(Number(await page.evaluate('Date.now()')) + PAUSE_AHEAD_MS);
  };
  /** The page's clock stands, so that this is the age of everything. */
  const tell = async (): Promise<void> => {
    server.tellTime(SHOT_MS + passedMs);
    if (!lost) server.send(HEARTBEAT);
    await page.waitForTimeout(150);
  };
  const stage: Stage = {
    page,
    send: (...frames) => server.send(...frames),
    async loseConnection() {
      await pause();
      await tell();
      lost = true;
      server.setReachable(false);
      await page.clock.fastForward(SILENCE_MS);
    },
    async pass(ms) {
      await pause();
      await tell();
      for (let leftMs = ms; leftMs > 0; leftMs -= 5_000) {
        const stepMs = Math.min(5_000, leftMs);
        passedMs += stepMs;
        await page.clock.fastForward(stepMs);
        await tell();
      }
      // A few frames, so that what is drawn has moved too.
      await page.clock.runFor(60);
    },
  };
  return {
    stage,
    isHeld: () => held,
    async hold() {
      await pause();
      await tell();
    },
  };
}
