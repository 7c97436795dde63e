import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { systemClock } from '../../../src/core/clock.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { emergencyNumber } from '../../ui/emergency.ts';
import { useLive } from '../../ui/live/LiveProvider.tsx';
import { callApi, loadSession } from '../../ui/session.ts';
import { onLeaving } from '../quick-exit.ts';
import { SharingClient, type SharingState } from '../sharing/sharing-client.ts';
import { SosControl } from '../sos.ts';
import { shake } from '../vibration.ts';
import { HelpClient, type HelpState } from './help-client.ts';
import { type OwnPointAt, ownPointOf } from './own-point.ts';
import { loadSosSettings } from './settings.ts';
import { postCode, postSos } from './sos-api.ts';
import { askForSync, browserSosStore } from './sos-store.ts';

interface Remembered {
  own: OwnPointAt | null;
}

export interface HelpParts {
  readonly sos: SosControl;
  readonly sharing: SharingClient;
  readonly help: HelpClient;
  /** In memory only: when the network is gone, where one was is what there is. */
  readonly remembered: Remembered;
}

const HelpContext = createContext<HelpParts | null>(null);

const setTimer = (work: () => void, delayMs: number) => window.setTimeout(work, delayMs);
const clearTimer = (timer: number) => window.clearTimeout(timer);

/** By touch alone: no sound tells anybody. */
const FEEL_MS = { begun: [120, 80, 120], received: [600] } as const;

function newParts(): HelpParts {
  const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
  const sos = new SosControl({
    ...{ clock: systemClock, rng: seededRng(seed), store: browserSosStore },
    ...{ setTimer, clearTimer, askForSync, postCode, post: postSos },
    newId: newUuid,
    settings: loadSosSettings,
    feel: (what) => shake(FEEL_MS[what]),
    onError: (error) => console.info('an SOS is not kept on this phone:', error instanceof Error ? error.name : ''),
  });
  const sharing = new SharingClient({
    ...{ setTimer, clearTimer },
    async call(method) {
      const response = await callApi('/api/me/sharing', method === 'POST' ? { method, body: '{}' } : { method });
      return response === null ? null : { status: response.status, body: await response.json().catch(() => null) };
    },
  });
  const help = new HelpClient({
    setTimer,
    onNumber: emergencyNumber.learn,
    async get(path) {
      const response = await callApi(path);
      return response?.ok === true ? response.json().catch(() => null) : null;
    },
  });
  return { sos, sharing, help, remembered: { own: null } };
}

/** RFC 9562 version 4; `crypto.randomUUID` is missing where a page is not served over TLS. */
function newUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** SOS, sharing and whom to call, one of each a page, under the live stream. */
export function HelpProvider({ children }: { children: ReactNode }) {
  const [parts] = useState(newParts);
  const { state } = useLive();
  parts.remembered.own = ownPointOf(state) ?? parts.remembered.own;
  const connected = state.connection.kind === 'live';
  const signedOut = state.connection.kind === 'signed-out';
  const mine = state.viewer !== null && state.viewer.kind !== 'officer';
  useEffect(() => {
    void parts.sos.start();
    const wake = () => parts.sos.retryNow();
    // Out of sight a phone stops the page's clock: a countdown would stand still until the page is seen again.
    const look = () => (document.visibilityState === 'hidden' ? parts.sos.leave() : wake());
    const noLonger = onLeaving(parts.sos.leave);
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', look);
    window.addEventListener('pagehide', parts.sos.leave);
    return () => {
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('pagehide', parts.sos.leave);
      noLonger();
    };
  }, [parts]);
  const personId = state.viewer?.kind === 'officer' ? null : (state.viewer?.personId ?? null);
  useEffect(() => {
    if (personId !== null) parts.sos.personIs(personId);
  }, [parts, personId]);
  useEffect(() => {
    if (!connected || signedOut || !mine) return;
    parts.sos.retryNow();
    parts.sharing.ask();
    // While the app is locked the session alone tells the number; where an order names another, that one stands.
    void loadSession().then(() => parts.help.load());
  }, [parts, connected, signedOut, mine]);
  const sos = useSyncExternalStore(parts.sos.subscribe, parts.sos.state);
  const sosKind = sos.kind;
  useEffect(() => {
    if (sosKind !== 'sent' && sosKind !== 'cancelled') return;
    parts.sharing.ask();
    // With an SOS sharing begins a moment later.
    const timer = window.setTimeout(parts.sharing.ask, 1_500);
    return () => window.clearTimeout(timer);
  }, [parts, sosKind]);
  return <HelpContext value={parts}>{children}</HelpContext>;
}

export function useHelpParts(): HelpParts {
  const parts = useContext(HelpContext);
  if (parts === null) throw new Error('useHelpParts outside HelpProvider');
  return parts;
}

export function useHelp(): HelpState {
  const { help } = useHelpParts();
  return useSyncExternalStore(help.subscribe, help.state);
}

export function useSharing(): SharingState {
  const { sharing } = useHelpParts();
  return useSyncExternalStore(sharing.subscribe, sharing.state);
}

/** Where this person is, as their own device told; with its time, which may be long ago. */
export function useOwnPlaceNow(): OwnPointAt | null {
  const { remembered } = useHelpParts();
  const { state } = useLive();
  return ownPointOf(state) ?? remembered.own;
}
