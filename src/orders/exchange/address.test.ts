import type { lookup } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { endpointUrl, ForeignAddressError, lookupWithin, networkOf } from './address.ts';

const fault = (url: string, network: 'public' | 'private' | 'loopback' = 'public') => {
  const judged = endpointUrl(url, network);
  return judged.ok ? null : judged.error.message;
};

describe('where notices may be sent', () => {
  it('is https, and plain http to this machine alone (H-342)', () => {
    expect(fault('https://police.example/hook')).toBeNull();
    expect(fault('http://police.example/hook')).toMatch(/this machine only/);
    expect(fault('http://10.1.2.3/hook', 'private')).toMatch(/this machine only/);
    expect(fault('http://127.0.0.1:80/', 'loopback')).toBeNull();
    expect(fault('http://localhost/', 'loopback')).toBeNull();
    for (const url of ['ftp://police.example', 'file:///etc/passwd', 'javascript:0', 'nonsense'])
      expect(fault(url)).not.toBeNull();
    expect(fault('https://user:secret@police.example/')).toMatch(/name or password/);
    expect(fault('https://police.example/#part')).toMatch(/fragment/);
  });

  it('is of the network that it was set up for (H-343)', () => {
    for (const host of [
      '10.0.0.1',
      '172.31.255.1',
      '192.168.1.1',
      '100.64.0.1',
      '[fd00::1]',
      '[::ffff:10.0.0.1]',
      '0x0a000001',
    ]) {
      expect(fault(`https://${host}/`), host).not.toBeNull();
    }
    expect(fault('https://10.0.0.1/', 'private')).toBeNull();
    expect(fault('https://127.0.0.1/')).not.toBeNull();
    expect(fault('https://8.8.8.8/', 'private')).not.toBeNull();
    // Where clouds keep their secrets: for nobody.
    for (const network of ['public', 'private', 'loopback'] as const) {
      for (const host of ['169.254.169.254', '0.0.0.0', '[fe80::1]', '[::]', '224.0.0.1']) {
        expect(fault(`https://${host}/`, network), host).not.toBeNull();
      }
    }
    expect(networkOf('::ffff:169.254.169.254')).toBe('nobody');
    expect(networkOf('::1')).toBe('loopback');
    expect(networkOf('2606:4700::1111')).toBe('public');
  });

  it('judges where a name leads at every connection (H-343)', async () => {
    const resolve = (addresses: string[]) =>
      new Promise<Error | null>((done) => {
        const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
        const system = ((_name: string, _options: object, back: (e: null, a: object) => void) =>
          back(null, found)) as unknown;
        lookupWithin('public', system as typeof lookup)('police.example', { all: true }, (error) => done(error));
      });
    expect(await resolve(['8.8.8.8', '2606:4700::1111'])).toBeNull();
    expect(await resolve(['8.8.8.8', '127.0.0.1'])).toBeInstanceOf(ForeignAddressError);
    expect(await resolve(['169.254.169.254'])).toBeInstanceOf(ForeignAddressError);
    expect(await resolve([])).toBeInstanceOf(ForeignAddressError);
  });
});
