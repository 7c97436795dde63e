/** Agencies and people as the API takes and gives them. Identities go in and never come out of a list. */
import { z } from 'zod';
import { PEOPLE_LIMITS } from './limits.ts';
import { LANGUAGES, PERSON_KINDS } from './person.ts';

const nameSchema = z.string().trim().min(1).max(PEOPLE_LIMITS.nameLength);

export const agencyRequestSchema = z.strictObject({ name: nameSchema, jurisdiction: z.string().default('kr') });

export const agencySchema = z.object({
  agencyId: z.uuid(),
  name: z.string(),
  jurisdiction: z.string(),
  createdAt: z.iso.datetime(),
});

export const personRequestSchema = z.strictObject({
  kind: z.enum(PERSON_KINDS),
  agencyId: z.uuid(),
  name: nameSchema,
  phone: z
    .string()
    .regex(/^\+?[0-9][0-9 -]{2,19}$/, 'digits, spaces and hyphens, with an optional + in front')
    .nullable()
    .default(null),
  language: z.enum(LANGUAGES).default('en'),
  /** Household members only: the protected person they live with. */
  householdOf: z.uuid().nullable().default(null),
  /** Household members only: a child, for whom the protected person consents as guardian. */
  minor: z.boolean().optional(),
  /** True: a made-up person of a drill or training. Nobody else is accepted yet. */
  exercise: z.boolean(),
});

export const personSchema = z.object({
  personId: z.uuid(),
  kind: z.enum(PERSON_KINDS),
  agencyId: z.uuid(),
  householdOf: z.uuid().nullable(),
  minor: z.boolean(),
  exercise: z.boolean(),
  createdAt: z.iso.datetime(),
});

export const agencyListSchema = z.object({ agencies: z.array(agencySchema) });
export const personListSchema = z.object({ people: z.array(personSchema) });

export type AgencyRequest = z.infer<typeof agencyRequestSchema>;
export type AgencyJson = z.infer<typeof agencySchema>;
export type PersonRequest = z.infer<typeof personRequestSchema>;
export type PersonJson = z.infer<typeof personSchema>;
