import { keepsItsRules } from './seeds.test-helper.ts';

keepsItsRules(1, 500);
