/** The trackers' own side of each protocol that somebody may wear. */
import type { DeviceSide } from '../../ingest/protocols/device-side.ts';
import { eelinkDevice } from '../../ingest/protocols/eelink/encode.ts';
import { gl200Device } from '../../ingest/protocols/gl200/encode.ts';
import { gt06Device } from '../../ingest/protocols/gt06/encode.ts';
import { megastekDevice } from '../../ingest/protocols/megastek/encode.ts';
import { r16hDevice } from '../../ingest/protocols/r16h/encode.ts';
import { teltonikaDevice } from '../../ingest/protocols/teltonika/encode.ts';
import { watchDevice } from '../../ingest/protocols/watch/encode.ts';
import type { CastDevice, TrackerProtocol } from '../cast.ts';

const SIDES: Readonly<Record<TrackerProtocol, DeviceSide>> = {
  eelink: eelinkDevice,
  gl200: gl200Device,
  gt06: gt06Device,
  megastek: megastekDevice,
  r16h: r16hDevice,
  teltonika: teltonikaDevice,
  watch: watchDevice,
};

/** Null: a phone. */
export function sideOf(protocol: CastDevice['protocol']): DeviceSide | null {
  return protocol === 'osmand' || protocol === 'owntracks' ? null : SIDES[protocol];
}
