import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, loadEveryLanguage } from '../../ui/messages/catalogue.ts';
import { safetyMessages } from '../../ui/messages/safety/catalogue.ts';
import { loadDisguise } from './chosen.ts';
import { DISGUISES, exitPath, iconPath, manifestPath } from './disguises.ts';

await loadEveryLanguage();

const served = (path: string) => new URL(`../public${path}`, import.meta.url);
const text = (path: string) => readFileSync(served(path), 'utf8');

describe.each(DISGUISES)('%s', (disguise) => {
  test.each(LANGUAGES)('%s: an installed form and a page to leave for, which say nothing else (H-209)', (language) => {
    const name = safetyMessages.texts(language)[`disguise.${disguise}`];
    const manifest = JSON.parse(text(manifestPath(disguise, language)));
    expect(manifest).toMatchObject({ name, short_name: name, id: '/app/', start_url: '/app/', scope: '/app/' });
    for (const { src } of manifest.icons) expect(existsSync(served(src)), src).toBe(true);
    const page = text(exitPath(disguise, language));
    expect(page).toContain(`<title>${name}</title>`);
    expect(page).not.toMatch(/magpie|protected|wearer|warning|exercise|<script|https?:\/\/(?!www\.w3\.org)/i);
  });

  test('its icons are there', () => {
    for (const form of ['svg', '192', '512'] as const) expect(existsSync(served(iconPath(disguise, form)))).toBe(true);
  });
});

test('the service worker keeps every page to leave for', () => {
  const worker = readFileSync(new URL('../service-worker.ts', import.meta.url), 'utf8');
  for (const word of [...DISGUISES, ...LANGUAGES]) expect(worker).toContain(`'${word}'`);
});

test('what is kept and is no look is none', () => {
  expect(loadDisguise({ getItem: () => 'recipes' })).toBe('recipes');
  expect(loadDisguise({ getItem: () => 'spy' })).toBe('memo');
  expect(loadDisguise(null)).toBe('memo');
});
