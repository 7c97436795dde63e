import { useEffect, useState } from 'react';
import { type CityGeoJson, citySchema } from '../../../src/drills/city/contract.ts';
import { callApi } from '../session.ts';

/** The drill city's streets; null until they have come. Without them the map still shows both persons. */
export function useCity(): CityGeoJson | null {
  const [city, setCity] = useState<CityGeoJson | null>(null);
  useEffect(() => {
    let gone = false;
    const load = async () => {
      const response = await callApi('/api/map/streets');
      if (response === null || !response.ok) return;
      const parsed = citySchema.safeParse(await response.json());
      if (parsed.success && !gone) setCity(parsed.data);
      if (!parsed.success) console.warn('the streets could not be read');
    };
    load().catch((error: unknown) =>
      console.warn('the streets did not come:', error instanceof Error ? error.name : ''),
    );
    return () => {
      gone = true;
    };
  }, []);
  return city;
}
