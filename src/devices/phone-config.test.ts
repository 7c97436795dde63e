import { expect, test } from 'vitest';
import { phoneLink } from './phone-config.ts';

const SETTING = {
  reportUrl: 'https://watch.example.net:5055/',
  token: 'a-secret_of-32-characters-or-so',
  intervalS: 30,
};

test('OwnTracks reads its configuration out of the link', () => {
  const link = phoneLink({ app: 'owntracks', ...SETTING });
  // The app takes what stands behind `inline=` as base64; a plus or an equals sign must not be lost on the way.
  expect(link).toMatch(/^owntracks:\/\/\/config\?inline=[A-Za-z0-9%]+$/);
  const inline = new URL(link).searchParams.get('inline')!;
  const config = JSON.parse(Buffer.from(inline, 'base64').toString('utf8'));
  expect(config).toMatchObject({ _type: 'configuration', mode: 3, url: SETTING.reportUrl, password: SETTING.token });
  // "Move": the app's standard mode is silent for 500 m or minutes, which is silence to the engine.
  expect(config).toMatchObject({
    monitoring: 2,
    locatorInterval: 30,
    moveModeLocatorInterval: 30,
    cmd: true,
    auth: true,
  });
});

test('Traccar Client reads its settings out of the link, under its own names', () => {
  const url = new URL(phoneLink({ app: 'traccar', ...SETTING }));
  // `action` is the one host that the app keeps for itself.
  expect([url.protocol, url.host]).toEqual(['org.traccar.client:', 'config']);
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    ...{ url: SETTING.reportUrl, id: SETTING.token, accuracy: 'highest', interval: '30', heartbeat: '30' },
    ...{ stop_detection: 'false', buffer: 'true' },
  });
});

test('the secret stands in no part of an address that a server of ours would be asked for', () => {
  for (const app of ['owntracks', 'traccar'] as const) expect(phoneLink({ app, ...SETTING })).not.toMatch(/^https?:/);
});
