export const ORDER_LIMITS = {
  protectedPeople: 20,
  householdMembers: 50,
  zones: 50,
  zoneNameLength: 100,
  polygonRings: 10,
  polygonPoints: 1_000,
  zoneRadiusMMax: 50_000,
  rings: 20,
  timetableWindows: 28,
  listRows: 1_000,
} as const;
