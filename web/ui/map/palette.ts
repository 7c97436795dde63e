/** Colours of the map, from the design tokens; what tokens do not name is derived here, one set for dark and one for light. */
import type { MapLevel, MapTheme } from './types.ts';

export interface MapPalette {
  readonly ground: string;
  readonly land: string;
  readonly block: string;
  readonly building: string;
  readonly park: string;
  readonly water: string;
  readonly alley: string;
  readonly street: string;
  readonly streetEdge: string;
  readonly avenue: string;
  readonly rail: string;
  readonly underground: string;
  readonly label: string;
  readonly icon: string;
  /** The protected person's own colour, and the wearer's when nothing is the matter. */
  readonly self: string;
  readonly other: string;
  /** What separates symbols from the ground. */
  readonly halo: string;
  readonly level: Readonly<Record<MapLevel, string>>;
}

/** Exported for drawing without a page (tests) and where a token is missing. */
export const PALETTES: Readonly<Record<MapTheme, MapPalette>> = {
  dark: {
    ground: '#12161b',
    land: '#191c20',
    block: '#1c2025',
    building: '#21252b',
    park: '#1a231c',
    water: '#13202b',
    alley: '#252a30',
    street: '#2b3037',
    streetEdge: '#15181b',
    avenue: '#373d45',
    rail: '#474d56',
    underground: '#4a4760',
    label: '#a2a8b1',
    icon: '#7f8791',
    self: '#9cc3ff',
    other: '#f1f0ec',
    halo: '#0b0d0f',
    level: { clear: '#c9cdd3', notice: '#6ba5f7', warning: '#ffbe3d', danger: '#f0384f', unknown: '#b0a6cf' },
  },
  light: {
    ground: '#dfe5e8',
    land: '#eeede9',
    block: '#e7e5e0',
    building: '#dedbd5',
    park: '#dde6d5',
    water: '#cfdde6',
    alley: '#f6f5f2',
    street: '#fcfbf9',
    streetEdge: '#d3d0c8',
    avenue: '#ffffff',
    rail: '#b3afa7',
    underground: '#bbb3cf',
    label: '#575c64',
    icon: '#767a81',
    self: '#1d4f91',
    other: '#16181b',
    halo: '#ffffff',
    level: { clear: '#33383f', notice: '#1f5fbf', warning: '#b26d00', danger: '#c4102c', unknown: '#675f7d' },
  },
};

/** Where the design names a colour, its token; levels keep the map's own, tuned to be seen on streets. */
const TOKENS: Partial<Readonly<Record<keyof MapPalette, string>>> = {
  land: '--map-ground',
  water: '--map-water',
  park: '--map-park',
  self: '--map-self',
  other: '--map-other',
};

/** The palette of a theme, with the colours of the tokens at `element`. */
export function paletteOf(theme: MapTheme, element: Element | null): MapPalette {
  const palette = { ...PALETTES[theme] };
  if (element === null) return palette;
  const style = getComputedStyle(element);
  for (const [name, token] of Object.entries(TOKENS)) {
    const value = style.getPropertyValue(token).trim();
    if (/^#[0-9a-f]{6}$/i.test(value)) Object.assign(palette, { [name]: value });
  }
  return palette;
}

/** `#rrggbb` with an opacity of 0..1, as canvas wants it. */
export function withOpacity(hex: string, opacity: number): string {
  const value = Math.round(Math.max(0, Math.min(1, opacity)) * 255);
  return `${hex.slice(0, 7)}${value.toString(16).padStart(2, '0')}`;
}
