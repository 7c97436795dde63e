import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type CommandList, commandListSchema } from '../../../src/devices/commands/contract.ts';
import {
  type DeskDetailJson,
  type DeskJson,
  deskDetailSchema,
  deskSchema,
  type Register,
  registerSchema,
} from '../../../src/devices/contract.ts';
import { type DeskEndingsJson, deskEndingsSchema } from '../../../src/orders/contract.ts';
import { type CallFailed, call } from '../../ui/call.ts';
import { toDo } from './ended-orders.ts';

/** Ages tick by themselves; what changes on the server is asked for this often. */
const AGAIN_MS = 10_000;
const AFTER_FAILURE_MS = 3_000;
/** Somebody who asked for a position waits for it. */
const COMMANDS_AGAIN_MS = 2_000;

const again = (query: { readonly state: { readonly error: unknown } }) =>
  query.state.error === null ? AGAIN_MS : AFTER_FAILURE_MS;

export function useDesk() {
  return useQuery<DeskJson, CallFailed>({
    queryKey: ['devices', 'desk'],
    queryFn: () => call('/api/desk/devices', deskSchema),
    refetchInterval: again,
  });
}

export function useEndings() {
  return useQuery<DeskEndingsJson, CallFailed>({
    queryKey: ['devices', 'endings'],
    queryFn: () => call('/api/desk/endings', deskEndingsSchema),
    refetchInterval: again,
  });
}

/** Devices that are still worn though their order ended; 0 also while that is not known. */
export function useTakeBackCount(): number {
  const desk = useDesk();
  const endings = useEndings();
  if (desk.data === undefined || endings.data === undefined) return 0;
  return toDo(endings.data.endings, desk.data).flatMap(({ deviceIds }) => deviceIds).length;
}

export function useDeviceDetail(deviceId: string | null) {
  return useQuery<DeskDetailJson, CallFailed>({
    queryKey: ['devices', 'detail', deviceId],
    queryFn: () => call(`/api/desk/devices/${deviceId}`, deskDetailSchema),
    enabled: deviceId !== null,
    refetchInterval: again,
  });
}

/** What the device was asked, newest first. */
export function useCommands(deviceId: string) {
  return useQuery<CommandList, CallFailed>({
    queryKey: ['devices', 'commands', deviceId],
    queryFn: () => call(`/api/desk/devices/${deviceId}/commands`, commandListSchema),
    refetchInterval: (query) => (query.state.error === null ? COMMANDS_AGAIN_MS : AFTER_FAILURE_MS),
  });
}

export function useRegister(isOpen: boolean) {
  return useQuery<Register, CallFailed>({
    queryKey: ['devices', 'register'],
    queryFn: () => call('/api/desk/removals', registerSchema),
    enabled: isOpen,
    refetchInterval: again,
  });
}

export interface ActCall {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Pending until everything was read again: what is shown is what is true. A refusal reads it again as well: somebody was faster. */
export function useDeviceAct() {
  const client = useQueryClient();
  return useMutation<void, CallFailed, ActCall>({
    mutationFn: async ({ path, body }) => {
      try {
        await call(path, null, { method: 'POST', body: JSON.stringify(body) });
      } finally {
        await client.invalidateQueries({ queryKey: ['devices'] });
      }
      // What it does to alarms comes over the stream as well; nobody waits for it here.
      void client.invalidateQueries({ queryKey: ['incidents'] });
    },
  });
}
