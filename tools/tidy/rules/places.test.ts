import { expect, it } from 'vitest';
import { places } from './places.ts';
import { found } from './sample.fixture.ts';

it.each([
  ['src/a/a.ts', "const a = '/home/someone/magpie';"],
  ['docs/a.md', 'It runs in /home/anyone/magpie.'],
  ['bench/a.ts', "'--dir=/tmp/profile'"],
  ['README.md', 'npm install from https://registry.example.org/magpie'],
  ['.npmrc', 'registry=https://mirror.example.org'],
  ['package-lock.json', '      "resolved": "https://mirror.example.org/zod-4.tgz",'],
])('refuses in %s: %s', (path, text) => {
  expect(found(places, { [path]: text })).toHaveLength(1);
});

it.each([
  ['src/a/a.ts', "const a = join(tmpdir(), 'magpie');"],
  ['src/a/a.ts', "import { a } from './home/tool.ts'; const b = '/var/tmp/magpie';"],
  ['.npmrc', 'omit-lockfile-registry-resolved=true'],
])('accepts in %s: %s', (path, text) => {
  expect(found(places, { [path]: text })).toEqual([]);
});
