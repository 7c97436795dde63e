/**
 * The made-up city as the server gives it out (`GET /api/map/streets`) and MapLibre draws it: one GeoJSON FeatureCollection
 * (lon, lat order). The list of classes is in drawing order, lowest first. It lies in open sea so that it covers no real street.
 */
import { z } from 'zod';

export const CITY_CLASSES = [
  /** Polygon: the whole made-up island. Everything else lies on it. */
  'land',
  /** Polygons: water, from bank to bank. */
  'river',
  /** Polygons: parks, riverside greens. Named where large enough to label. */
  'park',
  /** Polygons: built-up ground between streets. No name. */
  'block',
  /** Polygons: footprints, worth drawing from zoom 15. No name. */
  'building',
  /** LineString: underground line (draw dashed, below the streets). Satellite positioning fails there. */
  'underground',
  /** LineStrings: lanes, 4-6 m wide. */
  'alley',
  /** LineStrings: side streets, 8-10 m wide. */
  'street',
  /** LineStrings: main roads, ring road, diagonals, 20-30 m wide. */
  'avenue',
  /** LineStrings: the stretch of an avenue or railway above water, drawn over it again with a casing. */
  'bridge',
  /** LineString: surface railway. */
  'rail',
  /** Point: stop of the railway or of the underground (`network` says which). */
  'station',
  'police',
  'school',
  'home',
  /** Point: district, square, market, hospital (`kind` says which): a label. */
  'place',
] as const;

export const cityClassSchema = z.enum(CITY_CLASSES);
export const cityNameSchema = z.object({ en: z.string(), ko: z.string() });

const positionSchema = z.tuple([z.number(), z.number()]);
const geometrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: positionSchema }),
  z.object({ type: z.literal('LineString'), coordinates: z.array(positionSchema).min(2) }),
  z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(positionSchema).min(4)).min(1) }),
]);

export const cityFeatureSchema = z.object({
  type: z.literal('Feature'),
  /** Unique in the collection; the same for the same seed. */
  id: z.number().int(),
  geometry: geometrySchema,
  properties: z.object({
    class: cityClassSchema,
    /** Null where nothing is to be labelled. */
    name: cityNameSchema.nullable(),
    /** Stations and bridges: whose. */
    network: z.enum(['rail', 'underground', 'road']).optional(),
    /** Places: what. */
    kind: z.enum(['district', 'square', 'market', 'hospital', 'library', 'harbour']).optional(),
  }),
});

export const citySchema = z.object({
  type: z.literal('FeatureCollection'),
  name: cityNameSchema,
  /** west, south, east, north of the land, degrees. */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  features: z.array(cityFeatureSchema),
});

export type CityClass = z.infer<typeof cityClassSchema>;
export type CityName = z.infer<typeof cityNameSchema>;
export type CityFeature = z.infer<typeof cityFeatureSchema>;
export type CityGeoJson = z.infer<typeof citySchema>;
