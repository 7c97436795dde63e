import { describe, expect, it } from 'vitest';
import { explain, isCurrent } from './install.mjs';

const HERE = { os: 'linux', cpu: 'x64' };
const lock = {
  packages: {
    '': { optionalDependencies: { '@db/linux-x64': '1.0.0', '@db/darwin-x64': '1.0.0' } },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/a/node_modules/b': { version: '2.0.0', integrity: 'sha512-b' },
    'node_modules/@db/linux-x64': {
      version: '1.0.0',
      integrity: 'sha512-c',
      optional: true,
      os: ['linux'],
      cpu: ['x64'],
    },
    'node_modules/@db/darwin-x64': {
      version: '1.0.0',
      integrity: 'sha512-d',
      optional: true,
      os: ['darwin'],
      cpu: ['x64'],
    },
    'node_modules/@else/linux-x64-musl': {
      version: '1.0.0',
      integrity: 'sha512-e',
      optional: true,
      os: ['linux'],
      cpu: ['x64'],
    },
  },
};
const {
  'node_modules/@db/darwin-x64': _d,
  'node_modules/@else/linux-x64-musl': _e,
  '': _r,
  ...installed
} = lock.packages;

describe('isCurrent', () => {
  it('takes what npm left out for this platform as right', () => {
    expect(isCurrent(lock, { packages: installed }, HERE)).toBe(true);
  });

  it('sees that there is nothing, or that an installation was cut short', () => {
    expect(isCurrent(lock, null, HERE)).toBe(false);
    expect(isCurrent(lock, { packages: {} }, HERE)).toBe(false);
    expect(isCurrent(null, { packages: installed }, HERE)).toBe(false);
  });

  it('sees another version, another content, a package that is missing', () => {
    const a = 'node_modules/a';
    expect(
      isCurrent(lock, { packages: { ...installed, [a]: { version: '1.0.1', integrity: 'sha512-a' } } }, HERE),
    ).toBe(false);
    expect(
      isCurrent(lock, { packages: { ...installed, [a]: { version: '1.0.0', integrity: 'sha512-x' } } }, HERE),
    ).toBe(false);
    const { 'node_modules/a/node_modules/b': _b, ...without } = installed;
    expect(isCurrent(lock, { packages: without }, HERE)).toBe(false);
  });

  it('sees that the builds are for another machine', () => {
    expect(isCurrent(lock, { packages: installed }, { os: 'darwin', cpu: 'x64' })).toBe(false);
    const { 'node_modules/@db/linux-x64': _l, ...without } = installed;
    expect(isCurrent(lock, { packages: without }, HERE)).toBe(false);
  });

  it('does not mind what is there beside', () => {
    expect(isCurrent(lock, { packages: { ...installed, 'node_modules/z': { version: '9.0.0' } } }, HERE)).toBe(true);
  });
});

describe('explain', () => {
  it.each([
    ['npm error code ENOTFOUND\nnpm error network request failed', 'cannot be reached'],
    ['npm error code ENOSPC', 'disk is full'],
    ['npm error code EACCES\nnpm error syscall mkdir', 'cannot be written'],
    ['npm error code EUSAGE\nnpm error `npm ci` can only install packages when', 'package-lock.json differ'],
    ['npm error code E404', 'lacks a package'],
    ['npm error something new', 'last lines are above'],
  ])('%j', (output, expected) => {
    const { message } = explain(output);
    expect(message).toContain(expected);
    expect(message).not.toContain('\n');
  });
});
