/**
 * The deployer's switch: real persons may be entered only with MAGPIE_REAL_PERSONS=yes, and the server then starts only where all of
 * `CONDITIONS` hold. Each stands here with its reason. Fails toward not starting, with one line and its remedy: the other way round too, since a
 * server that forgot its switch would treat real persons as an exercise.
 */
import { countPersons, updateRealPersons } from '../people/service.ts';
import { PgDatabase } from './database.ts';
import type { NotifySettings } from './notify-settings.ts';
import { OperatorError } from './operator-error.ts';
import { enrolmentOnly, isName } from './sessions/sign-in-setting.ts';
import { isStaff, SESSION_KINDS } from './sessions/viewer.ts';

/** What the conditions look at. */
export interface Deployment {
  /** MAGPIE_PUBLIC_URL as it was given; null: not given. */
  readonly publicUrl: string | null;
  readonly drill: 'auto' | 'yes' | 'no';
  /** Whether staff may work in a session that a link began. */
  readonly staffLinksWork: boolean;
  // HAZARD H-581: as it is configured.
  /** Where the key store stands. */
  readonly keyStore: 'data-folder' | 'elsewhere';
  /** MAGPIE_KEY_IN_DATA_FOLDER=yes: said explicitly. */
  readonly keyInDataFolderAccepted: boolean;
  readonly carriesMessages: boolean;
  readonly counts: PersonCounts;
}

export interface PersonCounts {
  readonly exercise: number;
  readonly real: number;
}

export interface Condition {
  readonly id: string;
  readonly reason: string;
  holds(deployment: Deployment): boolean;
  readonly problem: string;
  readonly remedy: string;
}

// HAZARD H-488: real persons are entered on a server that is still set up for an exercise
export const CONDITIONS: readonly Condition[] = [
  {
    id: 'name-and-tls',
    reason: 'Passkeys belong to a name; without TLS whoever is on the way reads sessions and places.',
    holds: ({ publicUrl }) => publicUrl !== null && isPublicName(publicUrl),
    problem: 'Real persons need a server that is reached over TLS by a name.',
    remedy: 'Set MAGPIE_PUBLIC_URL=https://<name>/ to what people open (no address, not localhost).',
  },
  {
    id: 'staff-proven',
    reason: 'A link in the wrong hands is an officer: it must do no more than enrol.',
    holds: ({ staffLinksWork }) => !staffLinksWork,
    problem: 'Staff could work with a sign-in link alone.',
    remedy: 'This Magpie is not fit for real persons: use one whose links only enrol.',
  },
  {
    id: 'no-drill',
    reason: 'A drill in the same database puts made-up warnings beside real ones.',
    holds: ({ drill, counts }) => drill !== 'yes' && counts.exercise === 0,
    problem: 'There are exercise persons in this database, or a drill is asked for.',
    remedy: 'Use a database and data folder of their own for real persons, and start without --drill.',
  },
  {
    id: 'key-apart',
    reason: 'Whoever copies the data folder would have key and data in one.',
    holds: ({ keyStore, keyInDataFolderAccepted }) => keyStore === 'elsewhere' || keyInDataFolderAccepted,
    problem: 'The key store lies in the data folder beside the data.',
    remedy:
      'Set MAGPIE_VAULT_ADDR (docs/operate/keys.md), or say that you accept it and guard the folder: MAGPIE_KEY_IN_DATA_FOLDER=yes.',
  },
  {
    id: 'messages-carried',
    reason: 'A closed phone is warned by SMS and call; without a provider they reach nobody.',
    holds: ({ carriesMessages }) => carriesMessages,
    problem: 'Nobody carries SMS or calls for this server.',
    remedy: 'Set a provider as docs/operate/notify.md says (MAGPIE_SMS_URL or MAGPIE_SMS_SMPP, MAGPIE_CALL_URL).',
  },
];

/** The first condition that does not hold; null: all do. */
export function unmetOf(deployment: Deployment): Condition | null {
  return CONDITIONS.find((condition) => !condition.holds(deployment)) ?? null;
}

export function wantsRealPersons(env: NodeJS.ProcessEnv): boolean {
  const said = env.MAGPIE_REAL_PERSONS ?? '';
  if (said === '' || said === 'no') return false;
  if (said === 'yes') return true;
  throw new OperatorError('MAGPIE_REAL_PERSONS is neither yes nor no.', 'Set it to yes only for real persons.');
}

export interface Asked {
  readonly env: NodeJS.ProcessEnv;
  readonly publicUrl: string | null;
  readonly drill: Deployment['drill'];
  readonly keyStore: Deployment['keyStore'];
  readonly notify: Pick<NotifySettings, 'sms' | 'call'>;
}

/** Checks and sets the switch in the database, by the role that migrates; throws an OperatorError for what stands against it. */
export async function applySwitch(ownerUrl: string, asked: Asked): Promise<boolean> {
  const wants = wantsRealPersons(asked.env);
  const owner = new PgDatabase(ownerUrl, { connections: 1 });
  try {
    const counts = await countPersons(owner);
    if (!wants && counts.real > 0) {
      throw new OperatorError(
        'This database holds real persons, but MAGPIE_REAL_PERSONS is not set.',
        'Set MAGPIE_REAL_PERSONS=yes as before: without it they would be treated as an exercise.',
      );
    }
    const unmet = wants ? unmetOf(deploymentOf(asked, counts)) : null;
    if (unmet !== null) throw new OperatorError(unmet.problem, unmet.remedy);
    await updateRealPersons(owner, wants);
    return wants;
  } finally {
    await owner.close();
  }
}

function deploymentOf({ env, publicUrl, drill, keyStore, notify }: Asked, counts: PersonCounts): Deployment {
  return {
    ...{ publicUrl, drill, keyStore, counts },
    staffLinksWork: staffLinksWork(),
    keyInDataFolderAccepted: env.MAGPIE_KEY_IN_DATA_FOLDER === 'yes',
    carriesMessages: notify.sms !== null && notify.call !== null,
  };
}

/** Asked of the rule that the access hook asks. */
function staffLinksWork(): boolean {
  const setting = { publicUrl: null, tls: true, realPersons: true };
  return SESSION_KINDS.some((kind) => isStaff(kind) && !enrolmentOnly({ kind, method: 'link' }, setting));
}

function isPublicName(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' && isName(hostname) && hostname !== 'localhost' && !hostname.endsWith('.localhost');
}
