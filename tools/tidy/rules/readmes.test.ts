import { expect, it } from 'vitest';
import { readmes } from './readmes.ts';
import { found } from './sample.fixture.ts';

it('asks each folder of src for a README that says which way it fails', () => {
  expect(found(readmes, { 'src/orders/a.ts': '' })).toEqual(['src/orders/README.md:0 is missing']);
  expect(found(readmes, { 'src/orders/README.md': '# orders' })).toHaveLength(1);
  expect(found(readmes, { 'src/orders/README.md': 'Failure direction: toward refusing.' })).toEqual([]);
});
