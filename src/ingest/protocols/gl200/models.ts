/** What differs from model to model. The version of the protocol, which every frame carries, says which one it is. */

/** Where the battery stands, and what the fields behind a place mean, depends on it. */
export type Family =
  /** GL200, GL300, GL50 and kin: carried by a person. */
  | 'gl'
  /** GL500, GL505, GL530, GL500M: the modem's signal stands behind each place. */
  | 'gl5'
  | 'gl320'
  | 'gt501'
  /** GV600M, GV600MG: a vehicle's, with a reserved field before "charging". */
  | 'gv600'
  /** Every other: in vehicles. */
  | 'vehicle';

const FAMILY_OF_PREFIX: Readonly<Record<string, Family>> = {
  '02': 'gl',
  '21': 'gl',
  '1A': 'gl',
  '28': 'gl',
  '2C': 'gl',
  '30': 'gl',
  '52': 'gl',
  '55': 'gl',
  '66': 'gl',
  F5: 'gl',
  '11': 'gl5',
  '2E': 'gl5',
  '40': 'gl5',
  '44': 'gl5',
  DE: 'gl5',
  C3: 'gl320',
  '42': 'gt501',
  C2: 'gv600',
  DC: 'gv600',
};

export function familyOf(version: string): Family {
  const prefix = version.slice(0, 2);
  // Ten characters: the first six are the model, and none of these is a person's.
  return version.length === 6 && Object.hasOwn(FAMILY_OF_PREFIX, prefix) ? FAMILY_OF_PREFIX[prefix]! : 'vehicle';
}

/** The password in every command, as the model leaves the factory. */
const PASSWORD_OF_PREFIX: Readonly<Record<string, string>> = {
  '02': 'gl200',
  '21': 'gl200',
  '1A': 'gl300',
  '30': 'gl300',
};

/** Null for models whose commands no document that was at hand describes. */
export function factoryPassword(version: string): string | null {
  const prefix = version.slice(0, 2);
  return version.length === 6 && Object.hasOwn(PASSWORD_OF_PREFIX, prefix) ? PASSWORD_OF_PREFIX[prefix]! : null;
}

/** Where the bus report of this model has its place depends on masks that no document at hand describes. */
export function hidesPlaceInBusReport(version: string): boolean {
  return version.startsWith('802005');
}
