/**
 * OwnTracks' topics, and who may use which. Pure. Fails toward refusing: what is not named here nobody may publish or subscribe.
 *
 *   owntracks/<user>/<device>          positions, and the last will
 *   owntracks/<user>/<device>/<part>   the rest: event, waypoint(s), status, step, beacon, dump, info
 *   owntracks/<user>/<device>/cmd      to the device
 */
const ROOT = 'owntracks';
const COMMAND = 'cmd';
/** One level of a topic that names somebody: neither empty nor able to mean anybody. */
const NAME = /^[^/+#$\s\p{Cc}]{1,120}$/u;

export interface Topic {
  /** `user/device`. */
  readonly name: string;
  /** Null: the device's own topic, of positions and the last will. */
  readonly part: string | null;
}

/** Topics of positions, of last wills, and of what an outside broker may tell besides; waypoints are places that nobody here needs. */
export const OUTSIDE_FILTERS: readonly string[] = [`${ROOT}/+/+`, `${ROOT}/+/+/event`, `${ROOT}/+/+/status`];

/** Null when it is no topic of an OwnTracks device. */
export function parseTopic(topic: string): Topic | null {
  const [root, user = '', device = '', part, ...rest] = topic.split('/');
  if (root !== ROOT || rest.length > 0 || !NAME.test(user) || !NAME.test(device)) return null;
  if (part !== undefined && !NAME.test(part)) return null;
  return { name: `${user}/${device}`, part: part ?? null };
}

/** `user/device` when both can stand in a topic; null otherwise. */
export function deviceName(user: string, device: string): string | null {
  return nameIn(`${user}/${device}`);
}

/** The same, of a name that is written as one. */
export function nameIn(text: string): string | null {
  const topic = parseTopic(`${ROOT}/${text}`);
  return topic === null || topic.part !== null ? null : topic.name;
}

/** Its own topic and below, but not what is sent to it. */
export function mayPublish(name: string, topic: string): boolean {
  const parsed = parseTopic(topic);
  return parsed !== null && parsed.name === name && parsed.part !== COMMAND;
}

/** What is sent to it, and nothing else: no pattern, nobody else's. */
export function maySubscribe(name: string, filter: string): boolean {
  return filter === commandTopic(name);
}

export function commandTopic(name: string): string {
  return `${ROOT}/${name}/${COMMAND}`;
}
