/** What an operator sets about the devices' ports, read from the environment. Fails toward not starting, with the remedy. */
import { allowList } from '../ingest/door.ts';
import { SOCKET_PROTOCOLS } from '../ingest/protocols/registry.ts';
import type { Certificate } from './certificate.ts';
import type { DevicePorts } from './device-doors.ts';
import { OperatorError } from './operator-error.ts';
import { parsePort } from './ports.ts';

/** Protocol -> wanted port. `MAGPIE_TRACKERS`: `all` (when unset), `none`, or `gt06, watch:6093`. */
export function wantedTrackerPorts(setting: string | undefined): Record<string, number> {
  const customary = SOCKET_PROTOCOLS.map(({ name, defaultPort }) => [name, defaultPort] as const);
  const text = (setting ?? 'all').trim();
  if (text === 'all') return Object.fromEntries(customary);
  if (text === 'none') return {};
  const known = new Map(customary);
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [name = '', port] = part.trim().split(':');
      const usual = known.get(name);
      if (usual === undefined) {
        const names = [...known.keys()].join(', ');
        throw new OperatorError(`MAGPIE_TRACKERS names no protocol of ours.`, `Use all, none, or some of: ${names}.`);
      }
      return [name, port === undefined ? usual : parsePort(port, 'MAGPIE_TRACKERS')] as const;
    }),
  );
}

/** `MAGPIE_DEVICE_ALLOW`: networks whose devices may connect; unset: any. */
export function wantedAllowList(setting: string | undefined): DevicePorts['allow'] {
  if (setting === undefined || setting.trim() === '') return null;
  const list = allowList(setting);
  if (list === null) {
    throw new OperatorError(
      'MAGPIE_DEVICE_ALLOW is no list of networks.',
      'Write addresses and networks like 10.20.0.0/16, 192.0.2.7, 2001:db8::/32.',
    );
  }
  return list;
}

/** `MAGPIE_DEVICE_TLS`: `offered` where there is a certificate (when unset), `required`, or `off`. */
export function wantedTls(setting: string | undefined, certificate: Certificate | null): DevicePorts['tls'] {
  const text = (setting ?? 'offered').trim();
  if (!['offered', 'required', 'off'].includes(text)) {
    throw new OperatorError('MAGPIE_DEVICE_TLS is not known.', 'Use offered, required or off.');
  }
  if (text === 'off') return null;
  if (certificate !== null) return { context: certificate, isRequired: text === 'required' };
  if (text === 'offered') return null;
  throw new OperatorError(
    'MAGPIE_DEVICE_TLS is required, and there is no certificate.',
    "Put key.pem and cert.pem into the data folder's tls folder.",
  );
}
