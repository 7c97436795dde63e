/** What a browser says of itself, made coarse: enough for a person to know their own phones, and no fingerprint. Pure. */
export const PLATFORMS = ['android', 'iphone', 'ipad', 'windows', 'mac', 'linux', 'other'] as const;
export const BROWSERS = ['chrome', 'samsung', 'firefox', 'safari', 'edge', 'other'] as const;

export interface PhoneName {
  readonly platform: (typeof PLATFORMS)[number];
  readonly browser: (typeof BROWSERS)[number];
}

/** In this order: an Android phone says Linux too, Edge and Samsung say Chrome, and Chrome says Safari. */
const PLATFORM_SIGNS: readonly [RegExp, PhoneName['platform']][] = [
  [/Android/, 'android'],
  [/iPhone|iPod/, 'iphone'],
  [/iPad/, 'ipad'],
  [/Windows/, 'windows'],
  [/Macintosh/, 'mac'],
  [/Linux|X11/, 'linux'],
];
const BROWSER_SIGNS: readonly [RegExp, PhoneName['browser']][] = [
  [/Edg(e|A|iOS)?\//, 'edge'],
  [/SamsungBrowser\//, 'samsung'],
  [/Firefox\/|FxiOS\//, 'firefox'],
  [/Chrome\/|CriOS\//, 'chrome'],
  [/Safari\//, 'safari'],
];

export function phoneName(userAgent: string | undefined): PhoneName {
  const said = userAgent ?? '';
  return {
    platform: PLATFORM_SIGNS.find(([sign]) => sign.test(said))?.[1] ?? 'other',
    browser: BROWSER_SIGNS.find(([sign]) => sign.test(said))?.[1] ?? 'other',
  };
}
