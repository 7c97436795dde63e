/** `node tools/disguises/main.ts`: makes the icons, installed forms and exit pages of the app's looks, for each language. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { DISGUISES, exitPath, iconPath, manifestPath } from '../../web/protected-person/disguise/disguises.ts';
import { LANGUAGES, loadEveryLanguage } from '../../web/ui/messages/catalogue.ts';
import { safetyMessages } from '../../web/ui/messages/safety/catalogue.ts';
import { ensureBrowser } from '../browser.ts';
import { drawIcon } from './drawings.ts';
import { drawExitPage } from './exit-page.ts';
import { drawManifest } from './manifest.ts';

await loadEveryLanguage();
const PUBLIC = resolve(import.meta.dirname, '../../web/protected-person/public');
const write = (path: string, content: string | Buffer) => writeFileSync(`${PUBLIC}${path}`, content);

const { executable, problem } = await ensureBrowser(console.log);
if (executable === null) throw new Error(problem);
const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
const page = await browser.newPage();
for (const disguise of DISGUISES) {
  const svg = drawIcon(disguise, safetyMessages.texts('en')[`disguise.${disguise}`]);
  write(iconPath(disguise, 'svg'), svg);
  for (const form of ['192', '512'] as const) {
    const px = Number(form);
    await page.setViewportSize({ width: px, height: px });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${px}px;height:${px}px}</style>${svg}`);
    write(iconPath(disguise, form), await page.screenshot());
  }
  for (const language of LANGUAGES) {
    write(manifestPath(disguise, language), drawManifest(disguise, language));
    write(exitPath(disguise, language), drawExitPage(disguise, language));
  }
}
await browser.close();
