import { expect, test } from 'vitest';
import { isInClear, outsideBrokerOf } from './mqtt-settings.ts';

const URL_OF_ONE = 'mqtts://magpie:pass%40word@broker.example:8883';

test('none, and one with its credentials', () => {
  expect([outsideBrokerOf({}), outsideBrokerOf({ MAGPIE_MQTT_URL: '' })]).toEqual([null, null]);
  expect(outsideBrokerOf({ MAGPIE_MQTT_URL: URL_OF_ONE })).toEqual({ url: URL_OF_ONE, clientId: 'magpie' });
  const named = outsideBrokerOf({ MAGPIE_MQTT_URL: URL_OF_ONE, MAGPIE_MQTT_CLIENT_ID: 'magpie-2' });
  expect(named?.clientId).toBe('magpie-2');
});

test.each(['broker.example', 'http://user:secret@broker.example', 'mqtt://', 'mqtt:secret'])(
  '%s is refused, and not quoted',
  (url) => {
    const attempt = () => outsideBrokerOf({ MAGPIE_MQTT_URL: url });
    expect(attempt).toThrow('MAGPIE_MQTT_URL is not the address of an MQTT broker.');
    expect(attempt).not.toThrow(/secret/);
  },
);

test.each(['', 'x'.repeat(24), 'a b'])('%j is no client id', (clientId) => {
  expect(() => outsideBrokerOf({ MAGPIE_MQTT_URL: URL_OF_ONE, MAGPIE_MQTT_CLIENT_ID: clientId })).toThrow(
    'MAGPIE_MQTT_CLIENT_ID is no client id.',
  );
});

test.each([
  ['mqtts://broker.example', false],
  ['mqtt://broker.example:1883', true],
  ['mqtt://u:p@10.0.0.7', true],
  ['mqtt://u:p@127.0.0.1:1883', false],
  ['mqtt://localhost', false],
  ['mqtt://[::1]', false],
])('%s: in clear over a network: %s', (url, expected) => {
  expect(isInClear({ url, clientId: 'magpie' })).toBe(expected);
});
