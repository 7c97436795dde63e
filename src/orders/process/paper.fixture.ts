/** Places of an order: one to keep away from, at hours, and one to stay in. In open sea, as every place of a test. */
export const EXCLUSION = {
  ...{ kind: 'exclusion', name: 'Home, 21 Willow Road' },
  shape: { kind: 'circle', latDeg: 36, lonDeg: 124.5, radiusM: 200 },
  timetable: [{ days: [1, 2, 3, 4, 5, 7], from: '22:00', until: '06:00' }],
} as const;

export const INCLUSION = {
  ...{ kind: 'inclusion', name: 'Hazel Court 9' },
  shape: { kind: 'circle', latDeg: 36.1, lonDeg: 124.6, radiusM: 300 },
} as const;
