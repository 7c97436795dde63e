/** The page's calls. Every answer is parsed with its contract. */
import { z } from 'zod';
import { type CityFeature, type CityGeoJson, citySchema } from '../../src/drills/city/contract.ts';
import {
  type ActRequest,
  type LawJson,
  lawSchema,
  type NamedPeopleJson,
  namedPeopleSchema,
  type PaperJson,
  type ProceedingDetailJson,
  type ProceedingListJson,
  type ProceedingRequest,
  paperSchema,
  proceedingDetailSchema,
  proceedingListSchema,
} from '../../src/orders/process/contract.ts';
import { call } from '../ui/call.ts';
import type { Language } from '../ui/messages/catalogue.ts';

/** Measures in the order of their articles, as a lawyer looks for them, however the pack lists them. */
export async function loadLaw(): Promise<LawJson> {
  const law = await call('/api/law', lawSchema);
  return { ...law, measures: law.measures.toSorted((a, b) => BY_NUMBER.compare(a.article, b.article)) };
}

const BY_NUMBER = new Intl.Collator('en', { numeric: true });

/** `all`: the closed ones too. */
export function loadProceedings(all: boolean): Promise<ProceedingListJson> {
  return call(`/api/proceedings?open=${!all}`, proceedingListSchema);
}

export function loadProceeding(id: string): Promise<ProceedingDetailJson> {
  return call(`/api/proceedings/${id}`, proceedingDetailSchema);
}

export function loadPeople(kind: 'protected' | 'wearer'): Promise<NamedPeopleJson> {
  return call(`/api/proceedings/people?kind=${kind}`, namedPeopleSchema);
}

export function openProceeding(request: ProceedingRequest): Promise<ProceedingDetailJson> {
  return call('/api/proceedings', proceedingDetailSchema, post(request));
}

export function act(id: string, request: ActRequest): Promise<ProceedingDetailJson> {
  return call(`/api/proceedings/${id}/acts`, proceedingDetailSchema, post(request));
}

export function nameRespondent(id: string, respondentId: string): Promise<ProceedingDetailJson> {
  return call(`/api/proceedings/${id}/respondent`, proceedingDetailSchema, post({ respondentId }));
}

export type OfficeIds = ProceedingRequest['offices'];

export function nameOffices(id: string, offices: OfficeIds): Promise<ProceedingDetailJson> {
  return call(`/api/proceedings/${id}/offices`, proceedingDetailSchema, post(offices));
}

/** Put on paper in that language, or what was put there before, in whichever it was. */
export function fetchPaper(id: string, language: Language): Promise<PaperJson> {
  return call(`/api/proceedings/${id}/paper`, paperSchema, post({ language }));
}

/** Its frame only: checking each of ten thousand features would hold up the page, and nothing but drawing hangs on them. */
const cityFrameSchema = citySchema.extend({ features: z.array(z.custom<CityFeature>()) });

export function loadCity(): Promise<CityGeoJson> {
  return call('/api/map/streets', cityFrameSchema);
}

function post(body: object): RequestInit {
  return { method: 'POST', body: JSON.stringify(body) };
}
