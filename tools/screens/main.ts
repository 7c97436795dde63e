/**
 * `npm run screens -- [feature…] [--only=state] [--look=en-light,ko-dark] [--out=docs/screens]`: takes the built pages'
 * pictures against a scripted server. Each picture is there to be looked at; a page that throws ends the run with 1.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CHECKOUT } from '../../src/server/folders.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { shrinkPng } from './png.ts';
import type { Feature, ScreenState } from './screen.ts';
import { startScriptedServer } from './scripted-server.ts';
import { type Look, shoot } from './shoot.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    /** What stands in the repository: each state in two of them, so that the folder stays small. */
    look: { type: 'string', default: 'en-light,ko-dark' },
    out: { type: 'string', default: join(CHECKOUT, 'docs/screens') },
  },
});

const features = await loadFeatures(positionals);
const server = await startScriptedServer(join(CHECKOUT, 'web/dist'));
const browser = await openBrowser();
let taken = 0;
let failed = 0;
try {
  for (const feature of features) {
    await mkdir(join(values.out, feature.name), { recursive: true });
    for (const state of feature.states) {
      if (values.only !== undefined && !values.only.split(',').includes(state.name)) continue;
      for (const look of looksOf(state)) await take(feature, state, look);
    }
  }
} finally {
  await browser.close();
  await server.close();
}
console.log(`${taken} pictures, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function take(feature: Feature, state: ScreenState, look: Look): Promise<void> {
  const file = `${state.name}-${look.language}-${look.theme}${look.wide ? '-wide' : ''}.png`;
  try {
    const { png, errors } = await shoot(browser, server, feature, state, look);
    await writeFile(join(values.out, feature.name, file), shrinkPng(png));
    taken += 1;
    if (errors.length === 0) return;
    failed += 1;
    console.error(`${feature.name}/${file}: the page threw: ${errors.join('; ')}`);
  } catch (error) {
    failed += 1;
    console.error(`${feature.name}/${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function loadFeatures(wanted: readonly string[]): Promise<Feature[]> {
  const folder = join(import.meta.dirname, 'states');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
  const loaded = await Promise.all(
    files.map(async (name) => ((await import(join(folder, name))) as { feature: Feature }).feature),
  );
  return wanted.length === 0 ? loaded : loaded.filter(({ name }) => wanted.includes(name));
}

function looksOf(state: ScreenState): Look[] {
  return values.look.split(',').flatMap((wanted) => {
    const [language = 'en', theme = 'light'] = wanted.split('-');
    const look = { language, theme: theme === 'dark' ? 'dark' : 'light' } as const;
    const widths = state.wide === 'only' ? [true] : state.wide === true ? [false, true] : [false];
    return widths.map((wide) => ({ ...look, wide }));
  });
}
