import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Canonical, canonicalBytes, canonicalJson, leafHash } from './canonical.ts';

describe('canonical JSON', () => {
  it('is the RFC 8785 form: sorted keys, ECMAScript numbers and strings, no white space', () => {
    expect(canonicalJson({ b: [1e21, 0.000001, -0, 'ö\n'], a: null, A: true })).toBe(
      '{"A":true,"a":null,"b":[1e+21,0.000001,0,"ö\\n"]}',
    );
  });

  it('does not depend on the order in which keys were set, and reads back as the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse()) as Canonical;
        expect(canonicalJson(turned)).toBe(canonicalJson(value as Canonical));
        expect(JSON.parse(canonicalJson(value as Canonical))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('refuses numbers that JSON cannot hold', () => {
    expect(() => canonicalJson(Number.NaN)).toThrow(/finite/);
  });
});

describe('leaf hash', () => {
  it('is that of RFC 9162 for the empty entry', () => {
    expect(leafHash(Buffer.alloc(0)).toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
  });

  it('differs from the plain SHA-256 of the same bytes', () => {
    const bytes = canonicalBytes({ a: 1 });
    expect(leafHash(bytes)).not.toEqual(leafHash(Buffer.concat([Buffer.of(0), bytes])));
  });
});
