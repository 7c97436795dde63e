/**
 * What can be done with a device as it stands, each with its key, the fields that it asks for and the call that it makes. Pure. The server
 * decides again: this only keeps people from being offered what must be refused.
 */
import { COMMAND_REASONS } from '../../../src/devices/commands/contract.ts';
import {
  type DeskDetailJson,
  type DeskDeviceJson,
  RETIRE_REASONS,
  RETURN_REASONS,
  SWAP_REASONS,
} from '../../../src/devices/contract.ts';
import type { DevicesKey } from '../../ui/messages/devices/catalogue.ts';

export type Field = 'wearer' | 'device' | 'reason' | 'from' | 'until' | 'appointment' | 'place' | 'words';

export interface Offer {
  /** The act's own words. */
  readonly label: Extract<DevicesKey, `act.${string}`>;
  /** One letter, in lower case. */
  readonly key: string;
  readonly path: string;
  readonly fields: readonly Field[];
  readonly reasons: readonly string[];
  /** Fields that may stay empty. */
  readonly optional: ReadonlySet<Field>;
  /** Known without asking. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Why it cannot be done now; null: it can. */
  readonly refused: DevicesKey | null;
  /** What whoever does it must know first; null: nothing. */
  readonly caution: DevicesKey | null;
}

const REMOVAL_REASONS = ['treatment', 'device-swap', 'court', 'other'];
const CUSTODY_REASONS = ['arrest', 'detention', 'sentence', 'other'];

function offer(label: Offer['label'], key: string, path: string, more: Partial<Offer> = {}): Offer {
  const none = { fields: [], reasons: [], optional: new Set<Field>(), body: {}, refused: null, caution: null };
  return { label, key, path, ...none, ...more };
}

/** In the order in which they are needed most; `officerId`: who looks. */
export function actsOf({ device, duties }: DeskDetailJson, officerId: string | null): Offer[] {
  const on = (act: string): string => `/api/desk/devices/${device.deviceId}/${act}`;
  const withReason = (reasons: readonly string[]): Partial<Offer> => ({ fields: ['reason'], reasons });
  const swap = offer('act.swap', 'w', on('swap'), { fields: ['device', 'reason'], reasons: SWAP_REASONS });
  const back = offer('act.return', 't', on('return'), withReason(RETURN_REASONS));
  const lost = offer('act.lost', 'l', on('lost'), { fields: ['words'], optional: new Set(['words']) });
  const retire = offer('act.retire', 'x', on('retire'), withReason(RETIRE_REASONS));
  const isRead = duties.every((duty) => duty.acknowledgedAtMs !== null);
  const fit = offer('act.fit', 'f', on('fit'), { refused: isRead ? null : 'act.fit.first' });
  // HAZARD H-145: a wearer may guess why they are asked; whoever asks is told so, and confirming accepts it.
  const isWearers = device.ofKind === 'wearer';
  const ask = offer('act.ask', 'q', on('commands'), {
    ...withReason(COMMAND_REASONS),
    body: { kind: 'report-now', isRiskAccepted: isWearers },
    caution: isWearers ? 'act.ask.risk' : null,
  });
  switch (device.state) {
    case 'in-stock':
      return [
        offer('act.reserve', 'r', on('reserve'), {
          fields: ['wearer', 'appointment', 'place'],
          optional: new Set(['appointment', 'place']),
        }),
        retire,
        lost,
      ];
    case 'reserved':
      return [fit, offer('act.release', 'u', on('release')), lost];
    case 'carried':
      if (device.ofKind === 'protected') return [ask, swap, back, lost];
      return [fit, ask, ...removalActs(device, officerId), swap, back, lost, ...custodyActs(device)];
    case 'fitted':
    case 'removed':
      return [ask, ...removalActs(device, officerId), swap, back, lost, ...custodyActs(device)];
    case 'returned':
      return [offer('act.restock', 'y', on('restock')), retire, lost];
    case 'found':
      return [offer('act.restock', 'y', on('restock')), retire];
    case 'lost':
      return [offer('act.found', 'y', on('found')), retire];
    case 'retired':
      return [];
  }
}

function removalActs({ deviceId, state, removal }: DeskDeviceJson, officerId: string | null): Offer[] {
  if (removal === null) {
    const ask = { fields: ['reason', 'from', 'until', 'words'] as const, reasons: REMOVAL_REASONS };
    return [
      offer('act.remove', 'm', `/api/desk/devices/${deviceId}/removals`, { ...ask, optional: new Set(['words']) }),
    ];
  }
  const on = (act: string): string => `/api/desk/removals/${removal.removalId}/${act}`;
  if (removal.decision === null) {
    const refused = removal.requestedBy === officerId ? 'act.approve.other' : null;
    return [offer('act.approve', 'p', on('approve'), { refused }), offer('act.refuse', 'o', on('refuse'), { refused })];
  }
  return state === 'removed' ? [offer('act.end-removal', 'n', on('end'))] : [];
}

function custodyActs({ personId, custody }: DeskDeviceJson): Offer[] {
  if (custody !== null) return [offer('act.end-custody', 'i', `/api/desk/custodies/${custody.custodyId}/end`)];
  return personId === null ? [] : [custodyOffer(personId)];
}

/** Also for a wearer without any device. */
export function custodyOffer(personId: string): Offer {
  const fields = ['reason', 'until', 'words'] as const;
  const optional = new Set<Field>(['until', 'words']);
  return offer('act.custody', 'i', '/api/desk/custodies', {
    fields,
    optional,
    reasons: CUSTODY_REASONS,
    body: { personId },
  });
}

const NAMES: Readonly<Record<Field, string>> = {
  wearer: 'personId',
  device: 'newDeviceId',
  reason: 'reason',
  from: 'from',
  until: 'until',
  appointment: 'appointment',
  place: 'place',
  words: 'words',
};
const TIMES: ReadonlySet<Field> = new Set(['from', 'until', 'appointment']);

export type Values = Partial<Record<Field, string>>;

/** Fields that are needed and empty, in order; words are needed where the reason says "another". */
export function missingOf(made: Offer, values: Values): Field[] {
  return made.fields.filter((field) => {
    const isNeeded = !made.optional.has(field) || (field === 'words' && values.reason === 'other');
    return isNeeded && (values[field] ?? '').trim() === '';
  });
}

/** The call's body: times as typed are the reader's own, and go out with their offset. */
export function bodyOf(made: Offer, values: Values): Record<string, unknown> {
  const body: Record<string, unknown> = { ...made.body };
  for (const field of made.fields) {
    const text = (values[field] ?? '').trim();
    if (text === '') continue;
    body[NAMES[field]] = TIMES.has(field) ? new Date(text).toISOString() : text;
  }
  return body;
}
