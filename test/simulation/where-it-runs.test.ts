/** The same bytes wherever the machine stands and whatever language it speaks: time zones with half hours, locales with other digits. */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const PROGRAM = resolve(import.meta.dirname, 'print-findings.ts');
const SEEDS = ['1', '12'];

async function printed(place: Readonly<Record<string, string>>): Promise<string> {
  const { PATH = '' } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...SEEDS], { env: { PATH, ...place } });
  return stdout;
}

it('findings are the same to the byte in every time zone and locale', async () => {
  const here = await printed({ TZ: 'UTC', LANG: 'C' });
  expect(here.split('\n').length).toBeGreaterThan(40);
  expect(here).toContain('approach.');
  const places = [
    { TZ: 'Asia/Tokyo', LANG: 'ja_JP.UTF-8', LC_ALL: 'ja_JP.UTF-8' },
    { TZ: 'America/St_Johns', LANG: 'fr_CA.UTF-8', LC_ALL: 'fr_CA.UTF-8' },
    { TZ: 'Asia/Kuala_Lumpur', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' },
  ];
  for (const there of await Promise.all(places.map(printed))) expect(there).toBe(here);
});

it('the programs do run elsewhere', async () => {
  const zones = await Promise.all(['UTC', 'America/St_Johns'].map((TZ) => printed({ TZ, SHOW_OFFSET: 'yes' })));
  expect(zones[0]).toContain('offset 0');
  expect(zones[1]).not.toContain('offset 0\n');
});
