import { parseSeatId } from '../../src/core/seat.js';
import { dayMs, hourMs, minuteMs, secondMs } from '../../src/core/time.js';
import { readAloud } from '../../src/simulator/screen-text.js';
import { type Json, makeScreen } from './phone.js';
import {
  nothingWasDownloaded,
  photosAre,
  requirePhotos,
  sendPhoto,
  sendPhotos,
  unsendPhoto,
} from './photos-of-pages.js';
import { addSeat, settle, type World } from './world.js';

/**
 * A page of conversation. What a line may be:
 *   > who: words            somebody types; \u200b stands for a character that cannot be seen
 *   > who: [1000 times] ก   types the same that often in one message
 *   > who: [tap] label      presses the newest button with this label that is or was on the screen;
 *                           [tap oldest] the oldest one, [double tap] presses twice at once
 *   > who: [forged] data    sends postback data that no button carries
 *   > who: [copied] other label    sends what the newest such button on the other's screen sends;
 *                           [copied] other label for 450213-01 names another seat in it
 *   > who: [follow] [block] [sticker] [voice] [video] [place] [linked photo]
 *   > who: [photo] field    a picture by its name in pictures.ts, or one that LINE has lost ([photo] lost);
 *                           without a name another one each time
 *   > who: [3 photos]       chosen together, in one set; [unsend photo] takes the last picture back
 *   > who: [file] name.pdf
 *   > who: [redeliver]      LINE delivers the last thing this person did once more
 *   > who: [group] words    says it in the group; [group tap] label presses a button there; [group photo]
 *   @ 2021-03-01 21:00      the clock moves; also 23:59:58.999, or on by +10s, +10m, +2h, +8d. Every `>` takes a second
 *   * who holds 450213-01   somebody is made a leader; `* who serves 4502` an officer
 *   * seat 450213-09        comes into the roster, with its code
 *   * the bot joins the group, * the bot leaves the group (it joins by itself when somebody speaks there first)
 *   * restart               the bot ends and starts again; `* restart without admins`,
 *                           `* restart with approval over 1`, `* restart without an address`
 *   * LINE fails content 2 times, * the form requires photos
 *   * quota 300               LINE takes so many paid messages this month
 *   * nothing is kept of who, * nothing was downloaded
 *   * 2 photos are kept, * 2 photos are marked as repeated (for the officer)
 *   < words                 what the bot answers; `< other: words` on somebody else's phone, `< group: words`
 * All other lines are for the reader.
 */
export async function play(
  page: string,
  world: World,
  received: (name: string, message: Json) => Promise<void>,
): Promise<string> {
  const out: string[] = [];
  const groupChat = makeScreen(world.simulator, groupId);
  for (const line of page.split('\n')) {
    if (line.startsWith('< ')) continue;
    out.push(line);
    const speaker = await perform(world, line);
    if (speaker === null) continue;
    await world.idle();
    const screens = [...world.phones(), ['group', groupChat] as const];
    for (const [name, screen] of screens)
      for (const message of screen.news()) {
        await received(name, message);
        out.push(name === speaker ? `< ${readAloud(message)}` : `< ${name}: ${readAloud(message)}`);
      }
  }
  return out.join('\n');
}

/** Does what the line says; null when it is for the reader only, else who spoke ('' for nobody). */
async function perform(world: World, line: string): Promise<string | null> {
  const said = /^> (\S+): (?:\[([a-z0-9 ]+)\] ?)?(.*)$/.exec(line);
  if (said) {
    const [, who = '', how = 'say', words = ''] = said;
    await act(world, who, how, words);
    return who;
  }
  const moment = /^@ (.+)$/.exec(line);
  if (moment) {
    await world.clock.set(timeOf(moment[1] ?? '', world.clock.now()));
    return '';
  }
  const set = /^\* (.+)$/.exec(line);
  if (!set) return null;
  await arrange(world, set[1] ?? '');
  return '';
}

const unitMs = { s: secondMs, m: minuteMs, h: hourMs, d: dayMs } as const;

function timeOf(words: string, now: number): number {
  const on = /^\+(\d+)([smhd])$/.exec(words);
  if (on) return now + Number(on[1]) * unitMs[on[2] as keyof typeof unitMs];
  const at = Date.parse(`${words.replace(' ', 'T')}+07:00`);
  if (Number.isNaN(at)) throw new Error(`'${words}' is no time`);
  return at;
}

async function arrange(world: World, words: string): Promise<void> {
  const [first = '', second = '', third = ''] = words.split(' ');
  if (words === 'restart') return world.restart();
  if (words === 'restart without admins') return world.restart({ admins: [] });
  if (words === 'the bot joins the group') return joinGroup(world);
  if (words === 'the bot leaves the group') {
    await world.simulator.botLeaves(groupId);
    return;
  }
  const over = /^restart with approval over (\d+)$/.exec(words);
  if (over) return world.restart({ broadcastApprovalOver: Number(over[1]) });
  if (words === 'restart without an address') return world.restart({ publicBaseUrl: null });
  if (words === 'the form requires photos') return requirePhotos(world);
  if (words === 'nothing was downloaded') return nothingWasDownloaded(world);
  const kept = /^(\d+) photos are (kept|marked as repeated)$/.exec(words);
  if (kept) return photosAre(world, Number(kept[1]), kept[2] === 'kept' ? 'kept' : 'repeated');
  const failing = /^LINE fails (\w+) (\d+) times$/.exec(words);
  if (failing) {
    const [, endpoint = '', times] = failing;
    return world.simulator.faults.next({ endpoint, outcome: 'status-500', times: Number(times) });
  }
  const seat = parseSeatId(second);
  if (first === 'seat' && seat) return addSeat(world, seat);
  if (words.startsWith('nothing is kept of '))
    return nothingIsKept(world, words.split(' ').at(-1) ?? '');
  if (first === 'quota')
    return world.simulator.quota.setPlan({ type: 'limited', value: Number(second) });
  // Who is told something must be a friend, or LINE drops it.
  world.simulator.befriend([world.phone(first).id]);
  if (second === 'holds') return settle(world, first, { seat: third });
  if (second === 'serves') return settle(world, first, { area: third });
  throw new Error(`a page cannot arrange '${words}'`);
}

/** Throws, naming every collection that still knows the person. */
async function nothingIsKept(world: World, who: string): Promise<void> {
  const { id } = world.phone(who);
  const found: string[] = [];
  for (const [name, model] of Object.entries(world.models)) {
    const rows = await model.collection.find().toArray();
    if (JSON.stringify(rows).includes(id)) found.push(name);
  }
  if (found.length > 0) throw new Error(`${who} is still in ${found.join(', ')}`);
}

async function joinGroup({ simulator, phones }: World): Promise<void> {
  await simulator.botJoins(
    groupId,
    phones().map(([, phone]) => phone.id),
  );
}

const groupId = `C${'0'.repeat(32)}`;

async function act(world: World, who: string, how: string, typed: string): Promise<void> {
  const { simulator, clock } = world;
  const { id, button } = world.phone(who);
  const words = typed.replace(/\\u([0-9a-f]{4})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  await clock.advance(1_000);
  const times = /^(\d+) times$/.exec(how);
  if (times) {
    await simulator.says(id, words.repeat(Number(times[1])));
    return;
  }
  const together = /^(\d+) photos$/.exec(how);
  if (together) return sendPhotos(simulator, id, Number(together[1]));
  switch (how) {
    case 'say':
      await simulator.says(id, words);
      return;
    case 'tap':
      await simulator.taps(id, button(words, 'newest'));
      return;
    case 'tap oldest':
      await simulator.taps(id, button(words, 'oldest'));
      return;
    case 'double tap': {
      const action = button(words, 'newest');
      await Promise.all([simulator.taps(id, action), simulator.taps(id, action)]);
      return;
    }
    case 'forged':
      await simulator.taps(id, { type: 'postback', data: words });
      return;
    case 'copied': {
      const [other = '', ...rest] = words.split(' ');
      const [label = '', seat] = rest.join(' ').split(' for ');
      const { data } = world.phone(other).button(label, 'newest');
      const copy = seat ? String(data).replace(/\d{6}-\d{2}/, seat) : String(data);
      await simulator.taps(id, { type: 'postback', data: copy });
      return;
    }
    case 'group':
      if (simulator.chat(groupId).length === 0) await joinGroup(world);
      await simulator.says(id, words, { group: groupId });
      return;
    case 'group tap': {
      const action = makeScreen(simulator, groupId).button(words, 'newest');
      await simulator.taps(id, action, { group: groupId });
      return;
    }
    case 'group photo':
      await simulator.photo(id, { group: groupId });
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
      return sendPhoto(simulator, id, words);
    case 'unsend photo':
      return unsendPhoto(simulator, id);
    case 'video':
      await simulator.event(id, messageEvent({ type: 'video', duration: 9000 }));
      return;
    case 'place':
      await simulator.event(id, messageEvent({ type: 'location', latitude: 15, longitude: 103 }));
      return;
    case 'linked photo': {
      const contentProvider = { type: 'external', originalContentUrl: 'https://example.com/1.jpg' };
      await simulator.event(id, messageEvent({ type: 'image', contentProvider }));
      return;
    }
    case 'file':
      await simulator.event(id, messageEvent({ type: 'file', fileName: words, fileSize: 9000 }));
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

/** A message whose content nobody will fetch. */
const messageEvent = (message: Json): Json & { readonly type: string } => ({
  type: 'message',
  message: { id: '100000000000000001', ...message },
});
