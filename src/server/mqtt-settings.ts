/** The outside MQTT broker of the environment. Its URL holds credentials: no message quotes it. */
import type { MqttOptions } from './mqtt-doors.ts';
import { OperatorError } from './operator-error.ts';

const CLIENT_ID = 'magpie';
/** What every MQTT 3.1 broker takes (23 bytes); printable, so that it can be found in the broker's log. */
const CLIENT_ID_SHAPE = /^[\w-]{1,23}$/;

/** Null when none is set. */
export function outsideBrokerOf(env: NodeJS.ProcessEnv): MqttOptions['outside'] {
  const url = env.MAGPIE_MQTT_URL;
  if (url === undefined || url === '') return null;
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^mqtts?:$/.test(parsed.protocol) || parsed.hostname === '') {
    throw new OperatorError(
      'MAGPIE_MQTT_URL is not the address of an MQTT broker.',
      'Set it to mqtts://user:password@host:8883 or mqtt://user:password@host:1883, with special characters percent-encoded.',
    );
  }
  const clientId = env.MAGPIE_MQTT_CLIENT_ID ?? CLIENT_ID;
  if (!CLIENT_ID_SHAPE.test(clientId)) {
    throw new OperatorError(
      'MAGPIE_MQTT_CLIENT_ID is no client id.',
      'Set it to 1 to 23 letters, digits, "-" or "_", the same at every start.',
    );
  }
  return { url, clientId };
}

const OF_THIS_MACHINE = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Whether what the devices say crosses a network in clear on its way from there. */
export function isInClear(outside: NonNullable<MqttOptions['outside']>): boolean {
  const { protocol, hostname } = new URL(outside.url);
  return protocol === 'mqtt:' && !OF_THIS_MACHINE.test(hostname);
}
