/** What a Magpie is told before it starts: where it stores, what it serves, and what it is given instead of making it itself. */
import type { BlockList } from 'node:net';
import type { Logger } from 'pino';
import type { Clock } from '../core/clock.ts';
import type { LiveDeps } from '../disclosure/service.ts';
import type { Packs } from '../orders/service.ts';
import type { KeyStore } from '../safeguards/keys/key-store.ts';
import type { MasterKey, Policies } from '../safeguards/service.ts';
import type { DevicePorts } from './device-doors.ts';
import type { ExchangeSettings } from './exchange.ts';
import type { LogSetting } from './log/setting.ts';
import type { MqttOptions } from './mqtt-doors.ts';
import type { NotifySettings } from './notify-settings.ts';

export interface MagpieOptions {
  /** The application's database role. */
  readonly appUrl: string;
  readonly masterKey: MasterKey;
  /** Where the keys stand that wrap data keys; absent: under the master key itself, which no erasing destroys (tools and tests). */
  readonly keyStore?: KeyStore;
  /** Changes the keys under which the key store is sealed. */
  readonly rotateKeys?: () => Promise<void>;
  readonly adminToken: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly packs: Packs;
  /** Who may act on which case. */
  readonly policies: Policies;
  readonly pagesRoot: string;
  /** GeoJSON of the drill city, as text. */
  readonly streets: string;
  readonly host: string;
  /** 0 picks one. */
  readonly port: number;
  readonly devicePorts: DevicePorts;
  readonly mqtt: MqttOptions;
  readonly notify: NotifySettings;
  readonly exchange: ExchangeSettings;
  /** What a Traccar that forwards to us proves itself by; null: none may. */
  readonly traccarSecret: string | null;
  /** Where phones report to, when not by the name of the page and the port of devices; null: so. */
  readonly phoneUrl: string | null;
  /** By which people reach the pages, as it is printed on papers; null: loopback and the port. */
  readonly publicUrl: string | null;
  /** The deployer's switch (see real-persons.ts). */
  readonly realPersons: boolean;
  /** Names under which the server may be called besides loopback. */
  readonly hosts: readonly string[];
  /** Proxies whose word about the source of a request is believed; null or absent: none. */
  readonly trustedProxies?: BlockList | null;
  /** Null: plain HTTP, for loopback. */
  readonly tls: { readonly key: string | Buffer; readonly cert: string | Buffer } | null;
  readonly pictureIntervalMs: LiveDeps['pictureIntervalMs'];
  /** Null or absent: no public log is kept. */
  readonly verifiableLog?: LogSetting | null;
  /** How often the engine's state is stored. */
  readonly snapshotEveryMs: number;
}
