import { describe, expect, it } from 'vitest';
import { NO_PROVIDERS, notifySettingsOf } from './notify-settings.ts';
import { OperatorError } from './operator-error.ts';
import { vapidKeys } from './secrets.ts';

describe('settings of delivery', () => {
  it('none: push alone', () => {
    expect(notifySettingsOf({})).toEqual(NO_PROVIDERS);
  });

  it('over HTTP, with headers, shape, signature and words', () => {
    const settings = notifySettingsOf({
      MAGPIE_SMS_URL: 'https://sms.test/v1',
      MAGPIE_SMS_HEADERS: '{"Authorization":"Bearer x"}',
      MAGPIE_SMS_BODY: '{"phone":"{to}","msg":{"body":"{text}"}}',
      MAGPIE_SMS_SIGNING_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}`,
      MAGPIE_CALL_URL: 'https://voice.test/',
      MAGPIE_CALL_DIGITS_FIELD: 'Digits',
      MAGPIE_CALL_ANSWERED: 'In-Progress, up',
      MAGPIE_CALLBACK_URL: 'https://here.test/',
      MAGPIE_PUSH_SERVICES: 'https://push.test, https://push2.test',
      MAGPIE_PUSH_SUBJECT: 'mailto:us@here.test',
    });
    expect(settings.sms).toMatchObject({
      kind: 'http',
      http: { name: 'sms.test', headers: { authorization: 'Bearer x' }, refPath: 'id' },
    });
    expect(settings.call).toMatchObject({ name: 'voice.test' });
    expect(settings.callbackWords.call).toMatchObject({ digitsField: 'Digits', answered: ['in-progress', 'up'] });
    expect(settings).toMatchObject({
      callbackBase: 'https://here.test',
      pushServices: ['https://push.test', 'https://push2.test'],
    });
  });

  it('over SMPP', () => {
    const settings = notifySettingsOf({ MAGPIE_SMS_SMPP: 'smpps://me:p%40ss@centre.test?source=Memo' });
    expect(settings.sms).toEqual({
      kind: 'smpp',
      smpp: {
        name: 'centre.test',
        host: 'centre.test',
        port: 3550,
        tls: true,
        systemId: 'me',
        password: 'p@ss',
        systemType: '',
        source: 'Memo',
      },
    });
  });

  it.each([
    { MAGPIE_SMS_URL: 'http://sms.test/' },
    { MAGPIE_SMS_URL: 'nonsense-s3cret' },
    { MAGPIE_SMS_URL: 'https://sms.test/', MAGPIE_SMS_BODY: '{"to":"{to}"}' },
    { MAGPIE_SMS_URL: 'https://sms.test/', MAGPIE_SMS_BODY: 's3cret' },
    { MAGPIE_SMS_URL: 'https://sms.test/', MAGPIE_SMS_HEADERS: '["s3cret"]' },
    { MAGPIE_SMS_URL: 'https://sms.test/', MAGPIE_SMS_HEADERS: '{"a":"s3cret\\n"}' },
    { MAGPIE_SMS_URL: 'https://sms.test/', MAGPIE_SMS_SIGNING_SECRET: 'whsec_s3cret' },
    { MAGPIE_SMS_URL: 'https://sms.test/', MAGPIE_SMS_SMPP: 'smpp://a:s3cret@b?source=Memo' },
    { MAGPIE_SMS_HEADERS: '{"a":"s3cret"}' },
    { MAGPIE_SMS_SMPP: 'smpp://a:s3cret@b' },
    { MAGPIE_SMS_SMPP: 'tcp://a:s3cret@b?source=Memo' },
    { MAGPIE_CALLBACK_URL: 'http://s3cret.test' },
    { MAGPIE_PUSH_SERVICES: 'https://s3cret.test/path' },
    { MAGPIE_PUSH_SUBJECT: 's3cret' },
  ])('a wrong one stops the start with its remedy, and is not quoted: %j', (env) => {
    let thrown: unknown = null;
    try {
      notifySettingsOf(env);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(OperatorError);
    const { message, remedy } = thrown as OperatorError;
    expect(message).toMatch(/MAGPIE_/);
    expect(`${message}${remedy}`).not.toContain('s3cret');
    expect(remedy.length).toBeGreaterThan(10);
  });
});

describe("the server's key for push services", () => {
  it('is the same from the same master key, another from another, and a key of P-256', () => {
    const master = Buffer.alloc(32, 3);
    expect(vapidKeys(master)).toEqual(vapidKeys(master));
    expect(vapidKeys(Buffer.alloc(32, 4)).publicKey).not.toBe(vapidKeys(master).publicKey);
    const point = Buffer.from(vapidKeys(master).publicKey, 'base64url');
    expect([point.length, point[0]]).toEqual([65, 4]);
    expect(Buffer.from(vapidKeys(master).privateKey, 'base64url').length).toBe(32);
  });
});
