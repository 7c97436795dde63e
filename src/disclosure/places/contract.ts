/**
 * Places with people - police boxes, hospitals, shops open at night - as an agency publishes them and as pages read them. Public knowledge: a page
 * gets all of its agency's and works out by itself which are near, so that nobody learns where it is by what it asks.
 */
import { z } from 'zod';

export const PLACE_KINDS = ['police', 'hospital', 'shelter', 'fire-station', 'shop', 'station', 'other'] as const;
export const PLACES_MAX = 5_000;

const nameSchema = z.string().trim().min(1).max(120);
/** By language; `local`: the one name it is known by. */
export const placeNamesSchema = z
  .partialRecord(z.enum(['local', 'en', 'ko', 'ja', 'ms']), nameSchema)
  .refine((names) => Object.keys(names).length > 0, 'has no name');

const featureSchema = z.object({
  type: z.literal('Feature'),
  geometry: z.object({
    type: z.literal('Point'),
    /** GeoJSON's order: longitude, latitude, and perhaps a height. */
    coordinates: z
      .array(z.number())
      .min(2)
      .max(3)
      .refine(([lon, lat]) => Math.abs(lon!) <= 180 && Math.abs(lat!) <= 90, 'is not longitude, latitude'),
  }),
  properties: z.object({
    kind: z.enum(PLACE_KINDS),
    name: z.union([nameSchema.transform((local) => ({ local })), placeNamesSchema]),
    /** As in OpenStreetMap's opening_hours; what a page cannot read counts as not known. */
    hours: z.string().trim().max(200).nullish(),
  }),
});

export const placesImportSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(featureSchema).max(PLACES_MAX),
});

export const placesImportedSchema = z.object({ places: z.number().int() });

export const placeSchema = z.object({
  number: z.number().int(),
  kind: z.enum(PLACE_KINDS),
  names: placeNamesSchema,
  latDeg: z.number(),
  lonDeg: z.number(),
  hours: z.string().nullable(),
});

export const placesSchema = z.object({
  /** In which opening hours are reckoned; null: not known. */
  timeZone: z.string().nullable(),
  places: z.array(placeSchema),
});

export type PlacesImport = z.infer<typeof placesImportSchema>;
export type Place = z.infer<typeof placeSchema>;
