import { readAloud } from './phone.js';
import { settle, type World } from './world.js';

/**
 * A page of conversation. What a line may be:
 *   > who: words            somebody types
 *   > who: [tap] label      presses a button that is or was on the screen; [double tap] presses twice
 *   > who: [follow] [block] [sticker] [voice] [photo] [redeliver]
 *   > who: [group] words    says it in a group the bot is in
 *   @ 2021-03-01 21:00      the clock moves
 *   * who holds 450213-01   somebody is made a leader; `serves 4502` an officer; `* restart` the bot
 *   < words                 what the bot answers; `< other: words` on somebody else's phone
 * All other lines are for the reader.
 */
export async function play(page: string, world: World): Promise<string> {
  const out: string[] = [];
  for (const line of page.split('\n')) {
    if (line.startsWith('< ')) continue;
    out.push(line);
    const said = /^> (\S+): (?:\[([a-z ]+)\] ?)?(.*)$/.exec(line);
    const moment = /^@ (\S+) (\S+)$/.exec(line);
    const set = /^\* (?:(restart)|(\S+) (holds|serves) (\S+))$/.exec(line);
    if (said) await act(world, said[1] ?? '', said[2] ?? 'say', said[3] ?? '');
    else if (moment) await world.clock.set(Date.parse(`${moment[1]}T${moment[2]}:00+07:00`));
    else if (set?.[1]) await world.restart();
    else if (set) {
      world.phone(set[2] ?? '');
      const what = set[4] ?? '';
      await settle(world, set[2] ?? '', set[3] === 'holds' ? { seat: what } : { area: what });
    } else continue;
    await world.idle();
    const speaker = said?.[1];
    for (const [name, phone] of world.phones())
      for (const message of phone.news())
        out.push(name === speaker ? `< ${readAloud(message)}` : `< ${name}: ${readAloud(message)}`);
  }
  return out.join('\n');
}

const group = `C${'0'.repeat(32)}`;

async function act(world: World, who: string, how: string, words: string): Promise<void> {
  const { simulator, clock } = world;
  const { id, button } = world.phone(who);
  await clock.advance(1_000);
  switch (how) {
    case 'say':
      await simulator.says(id, words);
      return;
    case 'tap':
      await simulator.taps(id, button(words));
      return;
    case 'double tap': {
      const action = button(words);
      await Promise.all([simulator.taps(id, action), simulator.taps(id, action)]);
      return;
    }
    case 'group':
      await simulator.botJoins(group, [id]);
      await simulator.says(id, words, { group });
      return;
    case 'follow':
      await simulator.follow(id);
      return;
    case 'block':
      await simulator.unfollow(id);
      return;
    case 'sticker':
      await simulator.sticker(id);
      return;
    case 'voice':
      await simulator.voice(id);
      return;
    case 'photo':
      await simulator.photo(id);
      return;
    case 'redeliver': {
      const last = simulator.chat(id).findLast((e) => e.from === 'person' && e.eventId);
      if (last?.eventId) await simulator.redeliver(last.eventId);
      return;
    }
    default:
      throw new Error(`a page cannot [${how}]`);
  }
}
