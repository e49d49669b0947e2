import { type ErrorRow, listed, oneError, said } from './error-words.js';
import { pngBlob } from './png.js';
import { menuWith, readyMenu, richMenu } from './rich-menu-samples.js';
import { type Rig, refusalOf, startRig, user } from './rig.js';

/** LINE's own words about rich menus: a request that provokes each. */

const noMenu = `richmenu-${'0'.repeat(32)}`;
const [one, other] = [user(1), user(2)];
let rig: Rig;
let ready: string;
let bare: string;

beforeAll(async () => {
  rig = await startRig();
  rig.line.befriend([one, other]);
  ready = await readyMenu(rig);
  ({ richMenuId: bare } = await rig.api.createRichMenu(richMenu()));
  await rig.api.createRichMenuAlias({ richMenuAliasId: 'taken', richMenuId: ready });
});
afterAll(() => rig.close());

const badUserIds = said(
  "The property, 'userIds[0]', in the request body is invalid (line: -, column: -)",
);
const badUserId = said("The value for the 'userId' parameter is invalid");
const link = (from: string, to: string) => ({ type: 'link', from, to }) as const;

const rows: readonly ErrorRow[] = [
  [
    'a menu without a name',
    400,
    oneError('must be specified', 'name'),
    () => rig.api.createRichMenu(JSON.parse(JSON.stringify(richMenu({ name: undefined })))),
  ],
  [
    'a menu with a script as link',
    400,
    oneError('invalid uri', 'areas[0].action.uri'),
    () => rig.api.validateRichMenuObject(menuWith({ type: 'uri', uri: 'javascript:x' })),
  ],
  [
    'a menu picture that is too small',
    400,
    said('The image size is not allowed for richmenu'),
    () => rig.blob.setRichMenuImage(bare, pngBlob(100, 50)),
  ],
  [
    'a second menu picture',
    400,
    said('An image has already been uploaded to the richmenu'),
    () => rig.blob.setRichMenuImage(ready, pngBlob(2500, 843)),
  ],
  ['a picture of no menu', 404, said('Not found'), () => rig.blob.getRichMenuImage(noMenu)],
  ['no such menu', 404, said('Not found'), () => rig.api.getRichMenu(noMenu)],
  ['deleting no menu', 404, said('Not found'), () => rig.api.deleteRichMenu(noMenu)],
  [
    'a default menu without picture',
    400,
    listed('must upload richmenu image before applying it to user'),
    () => rig.api.setDefaultRichMenu(bare),
  ],
  ['a default menu that is none', 404, said('Not found'), () => rig.api.setDefaultRichMenu(noMenu)],
  ['no default menu', 404, listed('no default richmenu'), () => rig.api.getDefaultRichMenuId()],
  ['a menu for nobody', 400, badUserId, () => rig.api.linkRichMenuIdToUser('x', ready)],
  ['no menu for somebody', 404, said('Not found'), () => rig.api.linkRichMenuIdToUser(one, noMenu)],
  [
    'a menu for many nobodies',
    400,
    badUserIds,
    () => rig.api.linkRichMenuIdToUsers({ richMenuId: ready, userIds: ['x'] }),
  ],
  [
    'a menu id that is none for many',
    400,
    oneError('invalid richMenuId', 'richMenuId'),
    () => rig.api.linkRichMenuIdToUsers({ richMenuId: 'x', userIds: [one] }),
  ],
  [
    'no menu for many',
    404,
    listed('richmenu not found'),
    () => rig.api.linkRichMenuIdToUsers({ richMenuId: noMenu, userIds: [one] }),
  ],
  ['the menu of nobody', 400, badUserId, () => rig.api.getRichMenuIdOfUser('x')],
  [
    'the menu of somebody without one',
    404,
    listed('the user has no richmenu'),
    () => rig.api.getRichMenuIdOfUser(other),
  ],
  ['taking a menu from nobody', 400, badUserId, () => rig.api.unlinkRichMenuIdFromUser('x')],
  [
    'taking a menu from many nobodies',
    400,
    badUserIds,
    () => rig.api.unlinkRichMenuIdFromUsers({ userIds: ['x'] }),
  ],
  [
    'a batch from a menu id that is none',
    400,
    oneError('invalid richMenuId', 'operations[0].from'),
    () => rig.api.richMenuBatch({ operations: [link('x', ready)] }),
  ],
  [
    'a batch twice from one menu',
    400,
    () => oneError(`from richmenu (${ready}) is duplicated`, 'operations[].from'),
    () => rig.api.richMenuBatch({ operations: [link(ready, bare), link(ready, ready)] }),
  ],
  [
    'a batch of everything and more',
    400,
    oneError("'unlinkAll' type can't be combined with other type", 'operations[].type'),
    () => rig.api.richMenuBatch({ operations: [{ type: 'unlinkAll' }, link(ready, bare)] }),
  ],
  ['a batch nobody asked for', 404, said('Not found'), () => rig.api.getRichMenuBatchProgress('x')],
  [
    'a batch to a menu without picture',
    400,
    () => oneError(`'to' richmenu (${bare}) must have image but it doesn't`, 'operations[0].to'),
    () => rig.api.validateRichMenuBatchRequest({ operations: [link(ready, bare)] }),
  ],
  [
    'a batch to no menu',
    404,
    oneError(`Richmenu (${noMenu}) is not found`, 'operations[0].to'),
    () => rig.api.validateRichMenuBatchRequest({ operations: [link(ready, noMenu)] }),
  ],
  [
    'an alias of no menu',
    400,
    listed('richmenu not found'),
    () => rig.api.createRichMenuAlias({ richMenuAliasId: 'new', richMenuId: noMenu }),
  ],
  [
    'an alias of a menu without picture',
    400,
    listed('richmenu not found'),
    () => rig.api.createRichMenuAlias({ richMenuAliasId: 'new', richMenuId: bare }),
  ],
  [
    'an alias of a menu id that is none',
    400,
    oneError('invalid richMenuId', 'richMenuId'),
    () => rig.api.createRichMenuAlias({ richMenuAliasId: 'new', richMenuId: 'x' }),
  ],
  [
    'an alias that is taken',
    400,
    listed('conflict richmenu alias id'),
    () => rig.api.createRichMenuAlias({ richMenuAliasId: 'taken', richMenuId: ready }),
  ],
  [
    'no such alias',
    404,
    listed('richmenu alias not found'),
    () => rig.api.getRichMenuAlias('none'),
  ],
  [
    'deleting no alias',
    404,
    listed('richmenu alias not found'),
    () => rig.api.deleteRichMenuAlias('none'),
  ],
  [
    'an alias moved to no menu',
    400,
    listed('richmenu not found'),
    () => rig.api.updateRichMenuAlias('taken', { richMenuId: noMenu }),
  ],
  [
    'an alias moved to a menu id that is none',
    400,
    oneError('invalid richMenuId', 'richMenuId'),
    () => rig.api.updateRichMenuAlias('taken', { richMenuId: 'x' }),
  ],
];

it.each(rows)('answers %s with %i in LINE’s words', async (_name, status, body, call) => {
  const refusal = await refusalOf(call());
  expect(refusal.status).toBe(status);
  expect(refusal.body).toEqual(typeof body === 'function' ? body() : body);
});
