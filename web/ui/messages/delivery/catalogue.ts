import type { Catalogue } from '../catalogue.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { ms } from './ms.ts';

export const deliveryMessages: Catalogue<keyof typeof en> = { en, ko, ja, ms };
export type DeliveryKey = keyof typeof en;
