/** The centre's calls. Every answer is parsed with its contract; what went wrong is a value with a catalogue key to show in place. */
import { z } from 'zod';
import { type CityFeature, type CityGeoJson, citySchema } from '../../src/drills/city/contract.ts';
import {
  type CLOSE_REASONS,
  type IncidentDetail,
  incidentDetailSchema,
  type Queue,
  queueSchema,
} from '../../src/incidents/contract.ts';
import { type DeliveriesJson, deliveriesSchema } from '../../src/notify/contract.ts';
import { call } from '../ui/call.ts';

export type CloseReason = (typeof CLOSE_REASONS)[number];

export function loadDeliveries(incidentId: string): Promise<DeliveriesJson> {
  return call(`/api/incidents/${incidentId}/deliveries`, deliveriesSchema);
}

export function loadQueue(): Promise<Queue> {
  return call('/api/incidents', queueSchema);
}

export function loadDetail(incidentId: string): Promise<IncidentDetail> {
  return call(`/api/incidents/${incidentId}`, incidentDetailSchema);
}

/** Its frame only: checking each of ten thousand features would hold up the page, and nothing but drawing hangs on them. */
const cityFrameSchema = citySchema.extend({ features: z.array(z.custom<CityFeature>()) });

export function loadCity(): Promise<CityGeoJson> {
  return call('/api/map/streets', cityFrameSchema);
}

export function acknowledge(incidentId: string): Promise<unknown> {
  return call(`/api/incidents/${incidentId}/acknowledge`, null, { method: 'POST', body: '{}' });
}

export function close(incidentId: string, reason: CloseReason, text: string): Promise<unknown> {
  return call(`/api/incidents/${incidentId}/close`, null, { method: 'POST', body: JSON.stringify({ reason, text }) });
}
