import type { Actor } from '../../src/core/actor.js';
import type { EventId } from '../../src/core/ids.js';
import { defineFlow } from '../../src/flow/flow.js';
import { text } from '../../src/say/message.js';
import { th } from '../../src/say/th/catalogue.js';

const moment = { actor: {} as Actor, event: 'e' as EventId, at: 1, now: 1 };

/** A conversation of one step. */
const flow = (version: number) =>
  defineFlow<null, object, 'only', null>({
    id: 'f',
    version,
    about: () => 'f',
    blank: () => ({}),
    parse: () => ({}),
    load: async () => null,
    open: () => ({ step: 'only', draft: {} }),
    steps: {
      only: {
        ask: () => text('question'),
        hear: () => ({ ok: true, draft: {}, next: 'end' }),
      },
    },
    end: () => [],
  });

const before = { flow: 'f', version: 1, step: 'only', draft: {}, token: 't', at: 1 };
const saidBy = async (version: number): Promise<string> =>
  JSON.stringify((await flow(version).askAgain(null, moment, before, 'remark')).effects);

test('what is to be remarked is said also where an older conversation begins anew', async () => {
  expect(await saidBy(1)).toMatch(/remark.*question/);
  const anew = await saidBy(2);
  expect(anew).toMatch(/remark.*question/);
  expect(anew).toContain(th.common.beganAnew());
});
