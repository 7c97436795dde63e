import { keepsItsRules } from './seeds.test-helper.ts';

keepsItsRules(501, 1000);
