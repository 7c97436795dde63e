/**
 * What sets up an app on a phone in one step, as a link that the app opens and a QR code says. Pure. The link holds the phone's secret: it
 * is shown once, and never logged or kept.
 *
 * Sources, read 2026-11: OwnTracks Booklet, "Remote configuration", "URL config" and "JSON", `_type=configuration` (an encryption
 * key cannot be brought in that way); Traccar Client `lib/configuration_service.dart`, `lib/preferences.dart`, `lib/main.dart`
 * (any host but `action`; the app asks before it takes the settings).
 */
import { unreachable } from '../core/assert.ts';
import type { PhoneApp } from './contract.ts';
import type { DeviceProtocol } from './device.ts';

export interface PhoneSetting {
  readonly app: PhoneApp;
  /** Where phones report to, as the phone reaches it: `https://<name>:5055`. */
  readonly reportUrl: string;
  readonly token: string;
  /** What the order asks. */
  readonly intervalS: number;
}

export function protocolOf(app: PhoneApp): DeviceProtocol {
  return app === 'owntracks' ? 'owntracks' : 'osmand';
}

export function phoneLink(setting: PhoneSetting): string {
  switch (setting.app) {
    case 'owntracks':
      return `owntracks:///config?inline=${encodeURIComponent(base64(JSON.stringify(ownTracksConfig(setting))))}`;
    case 'traccar':
      return `org.traccar.client://config?${new URLSearchParams(traccarConfig(setting))}`;
    default:
      return unreachable(setting.app);
  }
}

/** HTTP mode (3), reporting while moving and at rest (2, "Move"). `locatorDisplacement` 0: an iPhone then sends by time alone. */
function ownTracksConfig({ reportUrl, token, intervalS }: PhoneSetting): object {
  return {
    _type: 'configuration',
    mode: 3,
    url: reportUrl,
    auth: true,
    username: 'me',
    password: token,
    deviceId: 'phone',
    tid: 'me',
    monitoring: 2,
    locatorInterval: intervalS,
    moveModeLocatorInterval: intervalS,
    locatorDisplacement: 0,
    // To be asked for a report, and for one more often while the wearer comes nearer.
    cmd: true,
    allowRemoteLocation: true,
    remoteConfiguration: true,
  };
}

/** Only with the highest accuracy is it sent by time; the heartbeat is what a phone at rest sends. */
function traccarConfig({ reportUrl, token, intervalS }: PhoneSetting): Record<string, string> {
  const interval = String(intervalS);
  return {
    url: reportUrl,
    id: token,
    accuracy: 'highest',
    distance: '0',
    interval,
    fastest_interval: interval,
    heartbeat: interval,
    buffer: 'true',
    wakelock: 'true',
    stop_detection: 'false',
  };
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
