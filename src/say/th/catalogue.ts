import { area } from './area.js';
import { broadcast } from './broadcast.js';
import { common } from './common.js';
import { group } from './group.js';
import { help } from './help.js';
import { approval, joining } from './joining.js';
import { chase, contact, invite } from './officer.js';
import { photos } from './photos.js';
import { privacy } from './privacy.js';
import { registration } from './registration.js';
import { reporting } from './reporting.js';
import { round } from './round.js';
import { sent } from './sent.js';
import { stats } from './stats.js';
import { words } from './words.js';

/** Everything the bot can say in Thai, split by feature: `th.reporting.receiptTitle({ … })`. */
export const th = {
  approval,
  area,
  broadcast,
  chase,
  common,
  contact,
  group,
  help,
  invite,
  joining,
  photos,
  privacy,
  registration,
  reporting,
  round,
  stats,
  sent,
  words,
} as const;
