/**
 * Tables that isolate no rows (db/migrations/0036-isolation.sql), each with its reason: whoever may ask at all sees all of it. A
 * table of cases never stands here.
 */
// HAZARD H-473: a new table holds something of cases, and nobody thought of parting them
export const OPEN_TABLES: Readonly<Record<string, string>> = {
  'people.agency': 'names of offices, which every case refers to',
  'orders.endpoint':
    "addresses of agencies' systems, entered by the administrator and sealed; the desks show how each is doing",
  'orders.pack_version': 'which law was in use when',
  'people.deployment': 'whether real persons are switched on',
  'server.spent_challenge': 'hashes of challenges that were used, until they are over',
  'safeguards.key_store': 'which key store the database belongs to',
  'safeguards.policy_version': 'which policies of access were in use when',
  'safeguards.log_period': 'how full each publication of the public log was',
  'safeguards.log_leaf':
    'which entry stands at which leaf: numbers and commitments that say nothing without their opening',
  'incidents.cursor':
    'a number: up to which input findings are recorded; whoever changes an incident takes turns on it',
  'disclosure.place': 'public places of an agency, such as police stations',
  'safeguards.log_head': 'the next numbers of the logs; the application has no right to it',
  'magpie_meta.migration': 'which migrations were applied; the application has no right to it',
};
