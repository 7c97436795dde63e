/** What a person does before a picture is taken; found by place, not by words, since pictures are taken in every language. */
import type { Stage } from './screen.ts';

type Act = (stage: Stage) => Promise<void>;

export const openMenu: Act = async ({ page }) => page.locator('header button').first().click();

/** Through the menu, as a person does. */
export const openScreen =
  (id: string): Act =>
  async (stage) => {
    await openMenu(stage);
    await stage.page.locator(`[data-screen="${id}"]`).click();
    await stage.page.locator('#screen-title').waitFor();
    await stage.page.waitForTimeout(300);
  };

export const inTurn =
  (...acts: readonly Act[]): Act =>
  async (stage) => {
    for (const act of acts) {
      await act(stage);
      await stage.page.waitForTimeout(250);
    }
  };

/** The n-th of what the selector finds; from the end where it is negative. */
export const press =
  (selector: string, nth = 0): Act =>
  async ({ page }) => {
    const all = page.locator(selector);
    await (nth < 0 ? all.nth((await all.count()) + nth) : all.nth(nth)).click();
  };

export const fill =
  (selector: string, text: string): Act =>
  async ({ page }) =>
    page.locator(selector).first().fill(text);

export const scrollTo =
  (selector: string, nth = 0): Act =>
  async ({ page }) =>
    page
      .locator(selector)
      .nth(nth)
      .evaluate((element) => (element as { scrollIntoView(how: object): void }).scrollIntoView({ block: 'start' }));

/** Long press: somewhat longer than it needs. */
export const holdSos: Act = async ({ page }) => {
  await page.locator('button[data-state]').last().hover();
  await page.mouse.down();
  await page.waitForTimeout(1_900);
  await page.mouse.up();
};
