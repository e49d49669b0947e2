import { area } from './area.js';
import { common } from './common.js';
import { help } from './help.js';
import { chase, contact, invite } from './officer.js';
import { privacy } from './privacy.js';
import { registration } from './registration.js';
import { reporting } from './reporting.js';
import { stats } from './stats.js';
import { words } from './words.js';

/** Everything the bot can say in Thai, split by feature: `th.reporting.receiptTitle({ … })`. */
export const th = {
  area,
  chase,
  common,
  contact,
  help,
  invite,
  privacy,
  registration,
  reporting,
  stats,
  words,
} as const;
