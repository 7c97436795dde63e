import type { PhoneJson } from '../../../src/server/sessions/phones/contract.ts';
import type { SafetyKey } from '../messages/safety/catalogue.ts';
import type { Translate } from '../messages/translate.ts';

/** "Android phone, Chrome". */
export function phoneWords(
  t: Translate<SafetyKey>,
  { platform, browser }: Pick<PhoneJson, 'platform' | 'browser'>,
): string {
  return t('phones.name', { platform: t(`platform.${platform}`), browser: t(`browser.${browser}`) });
}
