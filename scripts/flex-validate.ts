import { join } from 'node:path';
import { loadTemplates } from '../src/infra/load-data.js';
import { cards } from '../src/say/cards.js';
import { makeRenderer } from '../src/say/render.js';

/** Renders every card with its sample, as the bot does when it starts, and says what does not work. */
try {
  makeRenderer(loadTemplates(join(__dirname, '..')));
  console.log(`${Object.keys(cards).length} cards are in order`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
