/** That the server was started, and with which settings: whoever judges what was shown then has to know how it was set. No name of a host stands in it. */
import { audit } from '../safeguards/service.ts';
import type { Magpie } from './assemble.ts';

export function recordSettings({ database, options }: Magpie): Promise<number> {
  const { clock, packs, host, tls, devicePorts, mqtt, traccarSecret, verifiableLog = null, snapshotEveryMs } = options;
  const about = {
    setting: 'server',
    packs: packs.all().map(({ versionId }) => versionId),
    isLoopback: host === '127.0.0.1',
    hasTls: tls !== null,
    trackers: Object.keys(devicePorts.trackers),
    trackersFrom: devicePorts.allow === null ? 'anywhere' : 'a list',
    outsideBroker: mqtt.outside !== null,
    traccar: traccarSecret !== null,
    snapshotEveryMs,
    pictureIntervalMs: { ...options.pictureIntervalMs },
    log:
      verifiableLog === null ? null : { cadenceMs: verifiableLog.cadenceMs, entries: verifiableLog.entriesPerPeriod },
  };
  const entry = {
    atMs: clock.nowMs(),
    actor: { kind: 'system', id: null },
    action: 'server.start',
    purpose: 'configuration',
    about,
  };
  return database.transaction((tx) => audit(tx, [entry]));
}
