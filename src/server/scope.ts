/**
 * For whom a query is made. A person's request sees the cases of that person and of their office and nothing else
 * (db/migrations/0036-isolation.sql); what the server does of its own sees all, each such work named here with its reason.
 * Nothing is the default: outside a scope a query is an error, and would find nothing in the database either.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

/** What connections of the server's own may be for. The same names stand in `isolation.serves` of the migration. */
export const OWN_TASKS = {
  server:
    'the engine, warnings, the live stream, notices and clocks serve all cases at once; sealing holds the keys of all',
  journal: "the shard's one writer: it sees the journal, quarantine and keys, and no case",
} as const satisfies Readonly<Record<string, string>>;
export type OwnTask = keyof typeof OWN_TASKS;

/** Requests behind which no signed-in person stands. Which routes stand in `http/scopes.ts`. */
export const REQUEST_TASKS = {
  administration: 'the bearer of the admin token enters agencies, people, devices and orders of all',
  'sign-in': 'whose code or session it is has to be found before anybody is known',
  verification: 'whoever holds a paper may ask whether it is genuine, and learns nothing that names anyone',
  figures: 'figures without names are counted over all cases',
  'case-act':
    'an act in a proceeding takes the next number, reads what else binds the same wearer and writes to every office of the case; whoever acts sees the case in their own scope first',
  naming:
    'whom a proceeding is to name is looked for among all who stand under its law, and each name that is opened is audited',
  'set-up': 'a supporter is told in words what of the setting up is done, and sees no row of whom they support',
  'own-phone':
    'a phone is entered in the stock of its agency before anybody carries it; whose it becomes is the person who asks',
  'browser-taken-over':
    'whose browser it was before is not theirs to see who subscribes with it now, and is taken from them',
  linking: 'records of one person are entered by several agencies, and comparing them is what finds that they are one',
  'wearers-page':
    'what a wearer was told is picked out of proceedings that are kept from them until service, and of devices that nobody carries yet; whose page it is was found in the scope of who asks',
  'wearers-looks':
    "who looked stands in the audit, which no request reads; what may be told of it is decided entry by entry, and the months' counts are drawn over",
  'case-proofs':
    'proofs of the acts of a proceeding are made from the audit, which no request reads; that whoever asks takes part was found in their own scope, and is on record first',
  'wearers-positions':
    "a wearer's own positions stand in the journal, which no request reads; the reading is audited first",
  'wearers-asking':
    'that somebody asks for a removal, or has no lawyer any more, is entered with the agency; the device or the lawyer was found to be theirs',
  oversight:
    'overseers look into the log, questions and clocks of all cases under their law; each search is on record, and what is of another law is left out',
  attempt: 'that somebody was refused is put on record, whoever it was, known or not; nothing is read',
  'warrant-act':
    'an act on a warrant takes the next number, reads the positions of its wearer and is told to offices that do not see it; whoever acts sees the case, or the warrant, in their own scope first',
  'warrant-naming':
    'a court that decides takes no part in the case: of the order it is told the label and how long the originals stay, and nothing else',
  register:
    'a statutory register is of all offices under a law; which rows are whose is asked in reading it, and that it was read is on record first',
  retention:
    'what is kept under a case, and by which keys, is read by no request; whoever erases or holds sees the case in their own scope first',
  'two-person':
    'what waits for a second is asked for and answered by offices that stand under no case too; each sees what it has a part in',
  callback: 'a provider or another agency proves itself by its message, which says what it is about',
} as const satisfies Readonly<Record<string, string>>;
export type RequestTask = keyof typeof REQUEST_TASKS;

export interface PersonScope {
  readonly kind: 'person';
  readonly personId: string;
  readonly agencyId: string;
  /** They work for the agency: its cases are theirs. */
  readonly isStaff: boolean;
}

export type Scope = PersonScope | { readonly kind: 'task'; readonly task: RequestTask };

/** Null until it is known who asks. */
export interface ScopeSlot {
  scope: Scope | null;
}

const slots = new AsyncLocalStorage<ScopeSlot>();

/** Runs `work`, and all that it waits for, in a scope that can still be told by `slot`. */
export function withSlot<T>(slot: ScopeSlot, work: () => T): T {
  return slots.run(slot, work);
}

/** Runs `work` in `scope`, whatever is around it. */
export function within<T>(scope: Scope | null, work: () => T): T {
  return slots.run({ scope }, work);
}

/** Runs `work` for all cases: what it is stands in `REQUEST_TASKS`, and what the person may do of it was decided before. */
export function asTask<T>(task: RequestTask, work: () => T): T {
  return within({ kind: 'task', task }, work);
}

export function currentScope(): Scope | null {
  return slots.getStore()?.scope ?? null;
}
