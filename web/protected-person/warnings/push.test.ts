import { describe, expect, it } from 'vitest';
import { platformOf } from './push.ts';
import { reachesClosed } from './use-my-plan.ts';

const plan = (push: boolean, sms: boolean, call: boolean) => ({
  channels: { push, sms, call },
  calm: false,
  quietHours: null,
  notification: { title: 'Memo', body: '' },
});
const reach = { phones: 0, sms: false, call: false, hasNumber: true };

describe('what reaches a closed phone', () => {
  it('is only what is chosen and is there as well', () => {
    expect(reachesClosed({ plan: plan(true, true, true), reach })).toBe(false);
    expect(reachesClosed({ plan: plan(true, false, false), reach: { ...reach, phones: 1 } })).toBe(true);
    expect(reachesClosed({ plan: plan(false, false, false), reach: { ...reach, phones: 1, sms: true } })).toBe(false);
    expect(reachesClosed({ plan: plan(false, false, true), reach: { ...reach, call: true } })).toBe(true);
  });
});

describe('which kind of phone', () => {
  it.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15', 5, 'ios'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15', 5, 'ios'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15', 0, 'desktop'],
    ['Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36', 5, 'android'],
  ] as const)('%s', (userAgent, maxTouchPoints, platform) => {
    expect(platformOf({ userAgent, maxTouchPoints })).toBe(platform);
  });
});
