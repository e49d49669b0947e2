import type { RichMenuObject } from '../../src/simulator/rich-menus.js';
import { pngBlob } from './png.js';
import { menuWith, menuWithAreas, readyMenu, richMenu } from './rich-menu-samples.js';
import { type Rig, refusalOf, startRig, user } from './rig.js';

const [one, other, third] = [user(1), user(2), user(3)];
let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
  rig.line.befriend([one, other, third]);
});
afterEach(() => rig.close());

const x = (size: number): string => 'x'.repeat(size);
const seenBy = (userId: string) => rig.line.richMenus.seenBy(userId)?.richMenuId ?? null;
const asked = (call: Promise<unknown>) =>
  call.then(
    () => 'taken',
    () => 'refused',
  );

describe('who sees which menu', () => {
  it('is the default one, before it their own, and the default again when theirs is gone', async () => {
    const [everybodys, own] = [await readyMenu(rig), await readyMenu(rig)];
    expect(seenBy(one)).toBeNull();
    await rig.api.setDefaultRichMenu(everybodys);
    await rig.api.linkRichMenuIdToUser(one, own);
    expect([seenBy(one), seenBy(other)]).toEqual([own, everybodys]);
    expect(await rig.api.getRichMenuIdOfUser(one)).toEqual({ richMenuId: own });
    expect(await rig.api.getDefaultRichMenuId()).toEqual({ richMenuId: everybodys });

    await rig.api.deleteRichMenu(own);
    expect(seenBy(one)).toBe(everybodys);
    await rig.api.cancelDefaultRichMenu();
    expect(seenBy(one)).toBeNull();
  });

  it('changes for many at once, and for all who have a certain one', async () => {
    const [leaders, officers] = [await readyMenu(rig), await readyMenu(rig)];
    await rig.api.linkRichMenuIdToUsers({ richMenuId: leaders, userIds: [one, other] });
    await rig.api.linkRichMenuIdToUser(third, officers);
    const { httpResponse } = await rig.api.richMenuBatchWithHttpInfo({
      operations: [
        { type: 'link', from: leaders, to: officers },
        { type: 'unlink', from: officers },
      ],
    });
    expect([one, other, third].map(seenBy)).toEqual([officers, officers, null]);
    const requestId = httpResponse.headers.get('x-line-request-id') ?? '';
    expect(await rig.api.getRichMenuBatchProgress(requestId)).toMatchObject({ phase: 'succeeded' });

    await rig.api.unlinkRichMenuIdFromUsers({ userIds: [one] });
    await rig.api.unlinkRichMenuIdFromUser(other);
    expect([one, other].map(seenBy)).toEqual([null, null]);
  });

  it('is switched by a tap, and the bot hears how it went', async () => {
    const menu = await readyMenu(rig);
    await rig.api.createRichMenuAlias({ richMenuAliasId: 'page-2', richMenuId: menu });
    const tap = async (richMenuAliasId: string) => {
      await rig.line.taps(one, { type: 'richmenuswitch', richMenuAliasId, data: 'to-2' });
      const event = rig.bot.received.at(-1)?.body.events[0];
      return event?.type === 'postback' ? event.postback : null;
    };
    expect(await tap('page-2')).toEqual({
      data: 'to-2',
      params: { newRichMenuAliasId: 'page-2', status: 'SUCCESS' },
    });
    expect(seenBy(one)).toBe(menu);
    expect(await tap('page-3')).toMatchObject({
      params: { status: 'RICHMENU_ALIAS_ID_NOTFOUND' },
    });
    await rig.api.deleteRichMenu(menu);
    expect(await tap('page-2')).toMatchObject({ params: { status: 'RICHMENU_NOTFOUND' } });
  });
});

describe('LINE keeps', () => {
  it('menus, their pictures and their names', async () => {
    const menu = await readyMenu(rig);
    expect(await rig.api.getRichMenu(menu)).toMatchObject({ richMenuId: menu, chatBarText: 'เมนู' });
    expect((await rig.api.getRichMenuList()).richmenus).toHaveLength(1);
    const parts: Buffer[] = [];
    for await (const part of await rig.blob.getRichMenuImage(menu)) parts.push(part);
    expect(Buffer.concat(parts).subarray(1, 4).toString('latin1')).toBe('PNG');

    await rig.api.createRichMenuAlias({ richMenuAliasId: 'a', richMenuId: menu });
    const next = await readyMenu(rig);
    await rig.api.updateRichMenuAlias('a', { richMenuId: next });
    expect(await rig.api.getRichMenuAlias('a')).toEqual({ richMenuAliasId: 'a', richMenuId: next });
    expect((await rig.api.getRichMenuAliasList()).aliases).toHaveLength(1);
    await rig.api.deleteRichMenuAlias('a');
    expect((await rig.api.getRichMenuAliasList()).aliases).toEqual([]);
  });

  it('no more than 1,000 menus and 1,000 aliases', async () => {
    const richMenuId = await readyMenu(rig);
    const { richMenus } = rig.line;
    for (let at = 1; at < 999; at += 1)
      richMenus.add({ ...(richMenu() as RichMenuObject), richMenuId: `full-${at}` });
    const create = () => rig.api.createRichMenu(richMenu());
    await create();
    expect((await refusalOf(create())).status).toBe(400);

    for (let at = 1; at < 1_000; at += 1) richMenus.aliases.set(`full-${at}`, richMenuId);
    const name = (richMenuAliasId: string) =>
      rig.api.createRichMenuAlias({ richMenuAliasId, richMenuId });
    await name('last');
    expect((await refusalOf(name('one-more'))).status).toBe(400);
  });
});

type Call = (size: number) => Promise<unknown>;
const object = (of: (size: number) => Parameters<Rig['api']['createRichMenu']>[0]): Call => {
  return (size) => rig.api.validateRichMenuObject(of(size));
};
const LIMITS: readonly (readonly [string, number, Call])[] = [
  ['characters in a name', 300, object((size) => richMenu({ name: x(size) }))],
  ['characters on the chat bar', 14, object((size) => richMenu({ chatBarText: 'ที่'.repeat(size) }))],
  ['areas', 20, object(menuWithAreas)],
  [
    'characters in a label',
    20,
    object((size) => menuWith({ type: 'message', label: x(size), text: 'x' })),
  ],
  [
    'characters to switch by',
    300,
    object((size) => menuWith({ type: 'richmenuswitch', richMenuAliasId: 'a', data: x(size) })),
  ],
  [
    'characters of an alias to switch to',
    32,
    object((size) => menuWith({ type: 'richmenuswitch', richMenuAliasId: x(size), data: 'd' })),
  ],
  ['pixels across', 2_500, object((width) => richMenu({ size: { width, height: 843 } }))],
  [
    'pixels down to 2,500 across',
    1_724,
    object((height) => richMenu({ size: { width: 2_500, height } })),
  ],
  [
    'bytes of a picture',
    1024 * 1024,
    async (size) => {
      const { richMenuId } = await rig.api.createRichMenu(richMenu());
      await rig.blob.setRichMenuImage(richMenuId, pngBlob(2500, 843, size));
    },
  ],
  [
    'pixels across in a picture',
    2_500,
    async (size) => {
      const { richMenuId } = await rig.api.createRichMenu(richMenu());
      await rig.blob.setRichMenuImage(richMenuId, pngBlob(size, 843));
    },
  ],
  [
    'characters of an alias',
    32,
    async (size) => {
      const richMenuId = await readyMenu(rig);
      await rig.api.createRichMenuAlias({ richMenuAliasId: x(size), richMenuId });
    },
  ],
  [
    'users of a bulk request',
    500,
    async (size) => {
      const richMenuId = await readyMenu(rig);
      const userIds = Array.from({ length: size }, (_, at) => user(at));
      await rig.api.linkRichMenuIdToUsers({ richMenuId, userIds });
    },
  ],
  [
    'users to take it from',
    500,
    (size) =>
      rig.api.unlinkRichMenuIdFromUsers({
        userIds: Array.from({ length: size }, (_, at) => user(at)),
      }),
  ],
  [
    'operations of a batch',
    1_000,
    (size) =>
      rig.api.richMenuBatch({
        operations: Array.from({ length: size }, (_, at) => ({
          type: 'unlink',
          from: `richmenu-${at.toString(16).padStart(32, '0')}`,
        })),
      }),
  ],
  [
    'characters of a resume key',
    100,
    (size) =>
      rig.api.richMenuBatch({ operations: [{ type: 'unlinkAll' }], resumeRequestKey: x(size) }),
  ],
];

it.each(LIMITS)('takes the most %s (%i) and refuses one more', async (_name, max, call) => {
  expect(await asked(call(max))).toBe('taken');
  expect((await refusalOf(call(max + 1))).status).toBe(400);
});

it.each([
  ['799 across', { width: 799, height: 500 }],
  ['249 down', { width: 2500, height: 249 }],
])('refuses a menu and a picture of %s', async (_name, size) => {
  expect((await refusalOf(rig.api.createRichMenu(richMenu({ size })))).status).toBe(400);
  const { richMenuId } = await rig.api.createRichMenu(richMenu());
  const upload = rig.blob.setRichMenuImage(richMenuId, pngBlob(size.width, size.height));
  expect((await refusalOf(upload)).status).toBe(400);
});
