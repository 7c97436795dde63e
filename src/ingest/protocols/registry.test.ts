import { expect, test } from 'vitest';
import { DEVICE, get, post, postJson } from './http-frame.fixture.ts';
import { findHttpProtocol, HTTP_PROTOCOLS, protocolByName } from './registry.ts';
import type { HttpFrame } from './types.ts';

const CASES: readonly (readonly [string, HttpFrame, string | null])[] = [
  ['a query with an id', get('/?id=1&lat=36&lon=124'), 'osmand'],
  ['a query without an id is answered 400 by the protocol', get('/?timestamp=1&lat=36&lon=124'), 'osmand'],
  ['a form', post('id=1&lat=36&lon=124'), 'osmand'],
  ['Traccar Client JSON', postJson({ device_id: '1', location: { activity: { type: 'still' } } }), 'osmand'],
  ['garbage behind a path token', post('\u0000\u0001', {}, `/${DEVICE}`), 'osmand'],
  ['an OwnTracks message', postJson({ _type: 'location' }), 'owntracks'],
  ['several', postJson([{ _type: 'lwt' }]), 'owntracks'],
  ['an OwnTracks message behind a path token', postJson({ _type: 'location' }, {}, `/${DEVICE}`), 'owntracks'],
  ['broken JSON with the headers of the app', post('{', { 'x-limit-u': 'u', 'x-limit-d': 'd' }), 'owntracks'],
  ['an empty post: a friend was removed', post(''), 'owntracks'],
  ['an empty form post with its id in the query', post('', {}, '/?id=1&lat=36&lon=124'), 'osmand'],
  ["a forward of Traccar's", postJson({ position: {}, device: {} }, {}, '/traccar'), 'traccar'],
  ["an event of Traccar's", postJson({ event: {}, device: {} }, {}, '/traccar/events'), 'traccar'],
  ['another path that begins alike', get('/traccarx'), null],
  ['somebody looking for a web page', get('/'), null],
  ['somebody looking for a hole', get('/wp-login.php?user=admin'), null],
  ['garbage', post('\u0000\u0001'), null],
];

test.each(CASES)('%s', (_, frame, name) => {
  expect(findHttpProtocol(frame)?.name ?? null).toBe(name);
});

test('every protocol is found by its name', () => {
  for (const protocol of HTTP_PROTOCOLS) expect(protocolByName(protocol.name)).toBe(protocol);
  expect(protocolByName('constructor')).toBeNull();
});
