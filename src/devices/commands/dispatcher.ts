/**
 * Gets commands to devices: at once over a connection that stands, or at the device's next contact; again while nothing is known
 * of them; and the interval that is desired against the last that was asked, so that what was lost heals by itself.
 * INVARIANT: what is done for one device depends on what that device said, on orders, on chance and on people's acts - never on
 * another person's reports (I-4). Fails toward sending twice.
 */
import type { Clock } from '../../core/clock.ts';
import { type DeviceId, type PersonId, uuidFromBytes } from '../../core/ids.ts';
import type { Rng } from '../../core/rng.ts';
import {
  type CommandEvent,
  decideCommand,
  decideInterval,
  desiredIntervalS,
  isDue,
  newCommand,
  nextChanceAtMs,
} from '../decide-command.ts';
import type { Command, CommandAnswer, DeviceCommand, Why } from './command.ts';
import { COMMAND_LIMITS as LIMITS } from './limits.ts';
import type { CommandStore } from './store.ts';

/** A device in somebody's hands now. */
export interface CarriedDevice {
  readonly deviceId: DeviceId;
  readonly personId: PersonId;
  /** Whether an order in force names them as its wearer. */
  readonly isWearer: boolean;
  /** The shortest that the orders in force set for them; null: no order names them. */
  readonly orderIntervalS: number | null;
}

/** `not-connected`: at its next contact. `no-channel`: there is no way to tell it anything. */
export type Sending = 'sent' | 'not-connected' | 'no-such-command' | 'no-channel';

export interface DispatcherDeps {
  readonly clock: Clock;
  readonly store: CommandStore;
  /** Cryptographic. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** Of asking by chance; unforeseeable, and no device's own. */
  readonly rng: Rng;
  /** All that are registered, in an order that does not change while they do not. */
  deviceIds(): readonly DeviceId[];
  /** Null when nobody carries it now. */
  carriedDevice(deviceId: DeviceId): CarriedDevice | null;
  devicesOf(personId: PersonId): readonly DeviceId[];
  /** Seconds that the engine wishes the person's device to report at; null: as ordered. */
  wishOf(personId: PersonId): number | null;
  send(deviceId: DeviceId, command: DeviceCommand): Sending | Promise<Sending>;
  onError(error: unknown): void;
}

/** What a committed frame of the device said that bears on commands. */
export interface HeardOfDevice {
  readonly fixedAtMs: readonly number[];
  readonly answer: CommandAnswer | null;
}

interface Desk {
  readonly deviceId: DeviceId;
  readonly open: Map<string, Command>;
  /** The last interval that it was asked for, whatever came of it. */
  interval: Command | null;
  /** Own times of its newest reports, ascending. */
  fixedAtMs: number[];
  isAdding: boolean;
  isSending: boolean;
  chanceAtMs: number;
}

export class CommandDispatcher {
  readonly #deps: DispatcherDeps;
  readonly #desks = new Map<DeviceId, Desk>();
  /** Changed, and not written yet. */
  #unsaved = new Map<string, Command>();
  #saving: Promise<void> | null = null;
  /** Where among all devices the next review goes on. */
  #reviewed = 0;
  readonly #underWay = new Set<Promise<void>>();

  constructor(deps: DispatcherDeps) {
    this.#deps = deps;
  }

  /** Before the doors open. */
  async load(): Promise<void> {
    for (const command of await this.#deps.store.loadStanding()) {
      const { interval } = this.#deskOf(command.deviceId);
      // Oldest first: a crash may have left one open whose place was taken.
      if (command.ask.kind === 'set-interval' && interval !== null) this.#release(this.#deskOf(command.deviceId));
      this.#admit(command);
    }
  }

  /**
   * Every second or so: what time alone changes; and of some devices, in turn, what orders, hands and starts changed. A device that
   * reports is looked at then as well.
   */
  review(): void {
    const nowMs = this.#deps.clock.nowMs();
    for (const deviceId of this.#turn()) {
      const device = this.#deps.carriedDevice(deviceId);
      if (device === null) this.#release(this.#deskOf(deviceId));
      else {
        this.#reconcile(device, null);
        this.#askByChance(device, nowMs);
      }
    }
    for (const desk of this.#desks.values()) {
      if (desk.open.size === 0) continue;
      for (const command of desk.open.values()) this.#change(desk, command, { kind: 'time' });
      this.#deliver(desk);
    }
    this.#save();
  }

  /** So few at a time that no report waits for it. */
  #turn(): DeviceId[] {
    const all = this.#deps.deviceIds();
    const count = Math.min(all.length, LIMITS.reviewDevices);
    const ids = Array.from({ length: count }, (_, i) => all[(this.#reviewed + i) % all.length]!);
    this.#reviewed = all.length === 0 ? 0 : (this.#reviewed + count) % all.length;
    return ids;
  }

  /** The engine asks the person's device to report faster, or no longer. */
  wished(personId: PersonId, position: number): void {
    for (const deviceId of this.#deps.devicesOf(personId)) {
      const device = this.#deps.carriedDevice(deviceId);
      if (device !== null) this.#reconcile(device, position);
    }
  }

  /** A frame of the device is committed. In memory only: its acknowledgement does not wait. Never throws. */
  heard(deviceId: DeviceId, heard: HeardOfDevice): void {
    const desk = this.#deskOf(deviceId);
    if (heard.fixedAtMs.length > 0) {
      desk.fixedAtMs = [...desk.fixedAtMs, ...heard.fixedAtMs].sort((a, b) => a - b).slice(-LIMITS.gaps - 1);
    }
    if (heard.answer !== null) this.#answer(desk, heard.answer);
    if (heard.fixedAtMs.length > 0) {
      for (const command of desk.open.values()) {
        this.#change(desk, command, { kind: 'reports', fixedAtMs: desk.fixedAtMs });
      }
    }
    this.#save();
  }

  /** The device can be told something now: its frame is answered, or its connection new. */
  contact(deviceId: DeviceId, isNewConnection: boolean): void {
    const desk = this.#deskOf(deviceId);
    const device = this.#deps.carriedDevice(deviceId);
    if (device !== null) this.#reconcile(device, null);
    if (isNewConnection) {
      for (const command of desk.open.values()) this.#change(desk, command, { kind: 'connected' });
    }
    this.#deliver(desk);
    this.#save();
  }

  /** For a device that hears only in the answer to its own report. `encode` null: its protocol has no words for it. */
  takeForReply<T>(deviceId: DeviceId, encode: (command: DeviceCommand) => T | null): T[] {
    const desk = this.#deskOf(deviceId);
    const nowMs = this.#deps.clock.nowMs();
    const taken: T[] = [];
    for (const command of [...desk.open.values()].filter((one) => isDue(one, nowMs))) {
      const encoded = encode(command.ask);
      this.#change(desk, command, { kind: encoded === null ? 'no-such-command' : 'sent' });
      if (encoded !== null) taken.push(encoded);
    }
    if (taken.length > 0) desk.fixedAtMs = [];
    this.#save();
    return taken;
  }

  /** A person's act. Rejects when it cannot be recorded: then it is not sent. */
  async order(deviceId: DeviceId, ask: DeviceCommand, why: Why): Promise<Command> {
    const desk = this.#deskOf(deviceId);
    const command = this.#newCommand(desk, ask, why);
    await this.#deps.store.add(command, null, command.createdAtMs);
    this.#admit(command);
    this.#deliver(desk);
    this.#save();
    return desk.open.get(command.commandId) ?? command;
  }

  /** Resolves when what was begun so far is done and written; for stops and tests. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0 || this.#saving !== null) await Promise.all([...this.#underWay, this.#saving]);
  }

  #reconcile(device: CarriedDevice, position: number | null): void {
    const desk = this.#deskOf(device.deviceId);
    if (desk.isAdding) return;
    const wishS = this.#deps.wishOf(device.personId);
    const desiredS = desiredIntervalS(device.orderIntervalS, wishS);
    const change = decideInterval(desk.interval, desiredS);
    if (change === null) return;
    if (change.beginsS === null) this.#release(desk);
    else {
      const isWish = position !== null || (wishS !== null && desiredS !== device.orderIntervalS);
      const why: Why = isWish ? { by: 'engine', position } : { by: 'order' };
      this.#add(desk, { kind: 'set-interval', intervalS: change.beginsS }, why, change.ends);
    }
  }

  /** Nobody asks anything of it any more. */
  #release(desk: Desk): void {
    const { interval } = desk;
    if (interval !== null && interval.endedAtMs === null) this.#change(desk, interval, { kind: 'replaced' });
  }

  /** HAZARD H-145: who is asked for a position now and then, whatever happens, learns nothing from being asked. */
  #askByChance(device: CarriedDevice, nowMs: number): void {
    const desk = this.#deskOf(device.deviceId);
    const isDeaf = desk.interval?.state === 'no-channel';
    if (!device.isWearer || isDeaf) desk.chanceAtMs = Number.NaN;
    else if (Number.isNaN(desk.chanceAtMs)) desk.chanceAtMs = nextChanceAtMs(this.#deps.rng, nowMs);
    else if (nowMs >= desk.chanceAtMs && !desk.isAdding) {
      desk.chanceAtMs = nextChanceAtMs(this.#deps.rng, nowMs);
      this.#add(desk, { kind: 'report-now' }, { by: 'chance' }, null);
    }
  }

  /** Recorded first, then sent. What cannot be recorded is tried again by the next review. */
  #add(desk: Desk, ask: DeviceCommand, why: Why, ends: Command | null): void {
    const command = this.#newCommand(desk, ask, why);
    const ended = ends === null ? null : decideCommand(ends, { kind: 'replaced' }, command.createdAtMs);
    desk.isAdding = true;
    const adding = this.#deps.store.add(command, ended, command.createdAtMs).then(
      () => {
        // Written once more: what happened to it meanwhile may be written after its end.
        const late = ends === null ? undefined : desk.open.get(ends.commandId);
        if (late !== undefined) this.#change(desk, late, { kind: 'replaced' });
        this.#admit(command);
        desk.isAdding = false;
        this.#deliver(desk);
        this.#save();
      },
      (error: unknown) => {
        desk.isAdding = false;
        this.#deps.onError(error);
      },
    );
    this.#track(adding);
  }

  #newCommand(desk: Desk, ask: DeviceCommand, why: Why): Command {
    const commandId = uuidFromBytes(this.#deps.randomBytes(16));
    return newCommand({ commandId, deviceId: desk.deviceId, ask, why }, this.#deps.clock.nowMs());
  }

  /** For the oldest that is on its way and could be meant. */
  #answer(desk: Desk, answer: CommandAnswer): void {
    const meant = [...desk.open.values()].find(
      ({ ask, sends, state }) =>
        sends > 0 && state === 'sent' && (answer.command === null || answer.command === ask.kind),
    );
    if (meant !== undefined) this.#change(desk, meant, { kind: 'answer', isDone: answer.isDone });
  }

  #deliver(desk: Desk): void {
    if (desk.isSending) return;
    const nowMs = this.#deps.clock.nowMs();
    for (const command of [...desk.open.values()]) {
      if (!isDue(command, nowMs)) continue;
      const sending = this.#deps.send(desk.deviceId, command.ask);
      if (typeof sending === 'string') {
        this.#sent(desk, command, sending);
        continue;
      }
      desk.isSending = true;
      const done = sending.then(
        (outcome) => this.#sent(desk, desk.open.get(command.commandId) ?? command, outcome),
        (error: unknown) => this.#deps.onError(error),
      );
      // One at a time, in order; the rest is looked at again at once.
      this.#track(
        done.then(() => {
          desk.isSending = false;
          this.#save();
        }),
      );
      return;
    }
  }

  #sent(desk: Desk, command: Command, outcome: Sending): void {
    if (outcome === 'not-connected') return;
    this.#change(desk, command, { kind: outcome });
    // What comes from now on tells whether it was heard.
    if (outcome === 'sent') desk.fixedAtMs = [];
  }

  #change(desk: Desk, command: Command, event: CommandEvent): void {
    const changed = decideCommand(command, event, this.#deps.clock.nowMs());
    if (changed === command) return;
    this.#unsaved.set(changed.commandId, changed);
    if (changed.endedAtMs === null) desk.open.set(changed.commandId, changed);
    else this.#forget(desk, changed);
    if (desk.interval?.commandId === changed.commandId) desk.interval = changed;
  }

  #forget(desk: Desk, ended: Command): void {
    desk.open.delete(ended.commandId);
    if (desk.interval?.commandId === ended.commandId) desk.interval = ended;
  }

  #admit(command: Command): void {
    const desk = this.#deskOf(command.deviceId);
    if (command.endedAtMs === null) desk.open.set(command.commandId, command);
    if (command.ask.kind === 'set-interval') desk.interval = command;
  }

  #deskOf(deviceId: DeviceId): Desk {
    const found = this.#desks.get(deviceId);
    if (found !== undefined) return found;
    const desk: Desk = {
      ...{ deviceId, open: new Map(), interval: null, fixedAtMs: [] },
      ...{ isAdding: false, isSending: false, chanceAtMs: Number.NaN },
    };
    this.#desks.set(deviceId, desk);
    return desk;
  }

  /** One transaction at a time; what could not be written is tried again by the next review. */
  #save(): void {
    if (this.#saving !== null || this.#unsaved.size === 0) return;
    const taken = this.#unsaved;
    this.#unsaved = new Map();
    this.#saving = this.#deps.store.save([...taken.values()], this.#deps.clock.nowMs()).then(
      () => {
        this.#saving = null;
        this.#save();
      },
      (error: unknown) => {
        this.#saving = null;
        this.#unsaved = new Map([...taken, ...this.#unsaved]);
        this.#deps.onError(error);
      },
    );
  }

  #track(work: Promise<void>): void {
    this.#underWay.add(work);
    void work.finally(() => this.#underWay.delete(work));
  }
}
