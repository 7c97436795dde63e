import { expect, test } from 'vitest';
import { owntracksCommand } from './commands.ts';
import { openPayload } from './payload.ts';
import { keyFromSecret } from './secret-key.ts';

const REPORT = { _type: 'cmd', action: 'reportLocation' };

test('a report now, and an interval', () => {
  expect(JSON.parse(owntracksCommand({ kind: 'report-now' }, null)!)).toEqual(REPORT);
  expect(JSON.parse(owntracksCommand({ kind: 'set-interval', intervalS: 15 }, null)!)).toEqual({
    _type: 'cmd',
    action: 'setConfiguration',
    configuration: { _type: 'configuration', locatorInterval: 15, moveModeLocatorInterval: 15 },
  });
});

test('OwnTracks has no word for the others', () => {
  expect(owntracksCommand({ kind: 'vibrate' }, null)).toBe(null);
  expect(owntracksCommand({ kind: 'message', text: 'x' }, null)).toBe(null);
});

test('for a device with a payload key it is encrypted under it', () => {
  const key = keyFromSecret('not a real secret')!;
  const sealed = owntracksCommand({ kind: 'report-now' }, { key, nonce: new Uint8Array(24).fill(3) })!;
  expect(sealed).not.toContain('reportLocation');
  expect(openPayload(sealed, key)).toEqual({ messages: [REPORT], rejected: null });
});
