/** Every rule, in the order they are reported. */
import type { Rule } from './rule.ts';
import { bans } from './rules/bans.ts';
import { cycles } from './rules/cycles.ts';
import { excuses } from './rules/excuses.ts';
import { foreignSql } from './rules/foreign-sql.ts';
import { hazards } from './rules/hazards.ts';
import { imports } from './rules/imports.ts';
import { logLines } from './rules/log-lines.ts';
import { names } from './rules/names.ts';
import { places } from './rules/places.ts';
import { purity } from './rules/purity.ts';
import { readmes } from './rules/readmes.ts';
import { sizes } from './rules/sizes.ts';
import { threats } from './rules/threats.ts';

export const RULES: readonly Rule[] = [
  imports,
  purity,
  cycles,
  foreignSql,
  bans,
  excuses,
  sizes,
  hazards,
  threats,
  logLines,
  places,
  names,
  readmes,
];
