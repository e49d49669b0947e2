import type { Check } from './check.js';
import { refusalOf } from './check-message.js';
import {
  aliasRequest,
  aliasUpdate,
  bulkLink,
  bulkUnlink,
  isRichMenuImage,
  richMenuObject,
} from './check-rich-menu.js';
import { isUserId } from './ids.js';
import {
  type ApiAnswer,
  type ApiRequest,
  type Endpoint,
  notFound,
  ok,
  type Platform,
  refuse,
} from './platform.js';
import { perHour, perSecond, USUAL_LIMIT } from './rate-limits.js';
import { createRichMenuBatchApi } from './rich-menu-batch-api.js';
import type { RichMenuObject } from './rich-menus.js';

const MAX_MENUS = 1_000;
const MAX_ALIASES = 1_000;
const EVERY_100_AN_HOUR = perHour(100);

const noImage = (): ApiAnswer =>
  refuse(400, 'must upload richmenu image before applying it to user', []);
const badUser = (): ApiAnswer => refuse(400, "The value for the 'userId' parameter is invalid");

/** The checked body, or LINE's answer 400. */
function checked<T>(request: ApiRequest, check: Check): { readonly body: T } | ApiAnswer {
  const refusal = refusalOf(check(request.body ?? {}, []));
  return refusal === null ? { body: request.body as T } : { status: 400, body: refusal };
}
const isAnswer = (value: object): value is ApiAnswer => 'status' in value;

/** Rich menus: made, given a picture, named by aliases, shown to everybody, to one, to many. */
export function createRichMenuApi(platform: Platform): readonly Endpoint[] {
  const { richMenus, ids, people } = platform;

  const create = (request: ApiRequest): ApiAnswer => {
    const menu = checked<RichMenuObject>(request, richMenuObject);
    if (isAnswer(menu)) return menu;
    if (richMenus.list().length >= MAX_MENUS) {
      return refuse(400, `The maximum number of rich menus is ${MAX_MENUS}`);
    }
    const richMenuId = ids.richMenuId();
    richMenus.add({ richMenuId, ...menu.body });
    return ok({ richMenuId });
  };
  const validate = (request: ApiRequest): ApiAnswer => {
    const menu = checked(request, richMenuObject);
    return isAnswer(menu) ? menu : ok();
  };
  const get = ({ params: [id = ''] }: ApiRequest): ApiAnswer => {
    const menu = richMenus.get(id);
    return menu === null ? notFound() : ok(menu);
  };
  const remove = ({ params: [id = ''] }: ApiRequest): ApiAnswer => {
    if (richMenus.get(id) === null) return notFound();
    richMenus.remove(id);
    return ok();
  };
  const upload = ({ params: [id = ''], file }: ApiRequest): ApiAnswer => {
    if (richMenus.get(id) === null || file === null) return notFound();
    if (richMenus.image(id) !== null) {
      return refuse(400, 'An image has already been uploaded to the richmenu');
    }
    if (!isRichMenuImage(file)) return refuse(400, 'The image size is not allowed for richmenu');
    richMenus.setImage(id, file);
    return ok();
  };
  const download = ({ params: [id = ''] }: ApiRequest): ApiAnswer => {
    const image = richMenus.image(id);
    return image === null ? notFound() : { status: 200, bytes: image };
  };

  /** A menu that can be shown, or why it cannot. */
  const showable = (id: string): ApiAnswer | null => {
    if (richMenus.get(id) === null) return notFound();
    return richMenus.image(id) === null ? noImage() : null;
  };
  const setDefault = ({ params: [id = ''] }: ApiRequest): ApiAnswer => {
    const wrong = showable(id);
    if (wrong === null) richMenus.setDefault(id);
    return wrong ?? ok();
  };
  const getDefault = (): ApiAnswer => {
    const richMenuId = richMenus.defaultId();
    return richMenuId === null ? refuse(404, 'no default richmenu', []) : ok({ richMenuId });
  };
  const cancelDefault = (): ApiAnswer => {
    richMenus.setDefault(null);
    return ok();
  };

  const link = ({ params: [userId, id = ''] }: ApiRequest): ApiAnswer => {
    if (!isUserId(userId) || !people.known(userId)) return badUser();
    const wrong = showable(id);
    if (wrong === null) richMenus.link(userId, id);
    return wrong ?? ok();
  };
  const linkOf = ({ params: [userId] }: ApiRequest): ApiAnswer => {
    if (!isUserId(userId)) return badUser();
    const richMenuId = richMenus.linkOf(userId);
    return richMenuId === null ? refuse(404, 'the user has no richmenu', []) : ok({ richMenuId });
  };
  const unlink = ({ params: [userId] }: ApiRequest): ApiAnswer => {
    if (!isUserId(userId)) return badUser();
    richMenus.link(userId, null);
    return ok();
  };

  /** Bulk requests are accepted and then done; a user who is not there is passed over in silence. */
  const bulk = (request: ApiRequest, check: Check): ApiAnswer => {
    const asked = checked<{ richMenuId?: string; userIds: readonly unknown[] }>(request, check);
    if (isAnswer(asked)) return asked;
    const { richMenuId = null, userIds } = asked.body;
    const wrong = userIds.findIndex((userId) => !isUserId(userId));
    if (wrong >= 0) {
      const message = `The property, 'userIds[${wrong}]', in the request body is invalid (line: -, column: -)`;
      return refuse(400, message);
    }
    if (richMenuId !== null && richMenus.get(richMenuId) === null) {
      return refuse(404, 'richmenu not found', []);
    }
    if (richMenuId !== null && richMenus.image(richMenuId) === null) return noImage();
    for (const userId of userIds) richMenus.link(String(userId), richMenuId);
    return { status: 202, body: {} };
  };

  /** An alias may stand for a menu with a picture only. */
  const aliasTarget = (id: string): ApiAnswer | null =>
    richMenus.image(id) === null ? refuse(400, 'richmenu not found', []) : null;
  const noAlias = (): ApiAnswer => refuse(404, 'richmenu alias not found', []);
  const createAlias = (request: ApiRequest): ApiAnswer => {
    type Alias = { readonly richMenuAliasId: string; readonly richMenuId: string };
    const asked = checked<Alias>(request, aliasRequest);
    if (isAnswer(asked)) return asked;
    const { richMenuAliasId, richMenuId } = asked.body;
    if (richMenus.aliases.has(richMenuAliasId)) {
      return refuse(400, 'conflict richmenu alias id', []);
    }
    const wrong = aliasTarget(richMenuId);
    if (wrong !== null) return wrong;
    if (richMenus.aliases.size >= MAX_ALIASES) {
      return refuse(400, `The maximum number of rich menu aliases is ${MAX_ALIASES}`, []);
    }
    richMenus.aliases.set(richMenuAliasId, richMenuId);
    return ok();
  };
  const updateAlias = (request: ApiRequest): ApiAnswer => {
    const [aliasId = ''] = request.params;
    if (!richMenus.aliases.has(aliasId)) return noAlias();
    const asked = checked<{ readonly richMenuId: string }>(request, aliasUpdate);
    if (isAnswer(asked)) return asked;
    const wrong = aliasTarget(asked.body.richMenuId);
    if (wrong === null) richMenus.aliases.set(aliasId, asked.body.richMenuId);
    return wrong ?? ok();
  };
  const getAlias = ({ params: [richMenuAliasId = ''] }: ApiRequest): ApiAnswer => {
    const richMenuId = richMenus.aliases.get(richMenuAliasId);
    return richMenuId === undefined ? noAlias() : ok({ richMenuAliasId, richMenuId });
  };
  const removeAlias = ({ params: [aliasId = ''] }: ApiRequest): ApiAnswer =>
    richMenus.aliases.delete(aliasId) ? ok() : noAlias();
  const listAliases = (): ApiAnswer =>
    ok({
      aliases: [...richMenus.aliases].map(([richMenuAliasId, richMenuId]) => ({
        richMenuAliasId,
        richMenuId,
      })),
    });

  const at = (
    method: Endpoint['method'],
    name: string,
    path: string,
    answer: Endpoint['answer'],
    limit = USUAL_LIMIT,
  ): Endpoint => ({ name, method, path: new RegExp(`^/v2/bot/${path}$`), limit, answer });
  const [one, many] = ['([^/]+)', EVERY_100_AN_HOUR];
  return [
    at('POST', 'richmenu-create', 'richmenu', create, many),
    at('POST', 'richmenu-validate', 'richmenu/validate', validate),
    at(
      'GET',
      'richmenu-list',
      'richmenu/list',
      () => ok({ richmenus: richMenus.list() }),
      perSecond(10),
    ),
    at('POST', 'richmenu-alias-create', 'richmenu/alias', createAlias),
    at('GET', 'richmenu-alias-list', 'richmenu/alias/list', listAliases),
    at('GET', 'richmenu-alias', `richmenu/alias/${one}`, getAlias),
    at('POST', 'richmenu-alias-update', `richmenu/alias/${one}`, updateAlias),
    at('DELETE', 'richmenu-alias-delete', `richmenu/alias/${one}`, removeAlias, many),
    at('POST', 'richmenu-bulk-link', 'richmenu/bulk/link', (r) => bulk(r, bulkLink)),
    at('POST', 'richmenu-bulk-unlink', 'richmenu/bulk/unlink', (r) => bulk(r, bulkUnlink)),
    ...createRichMenuBatchApi(platform),
    at('GET', 'richmenu-image', `richmenu/${one}/content`, download),
    { ...at('POST', 'richmenu-upload', `richmenu/${one}/content`, upload), takesFile: true },
    at('GET', 'richmenu', `richmenu/${one}`, get),
    at('DELETE', 'richmenu-delete', `richmenu/${one}`, remove, many),
    at('POST', 'richmenu-default', `user/all/richmenu/${one}`, setDefault),
    at('GET', 'richmenu-default', 'user/all/richmenu', getDefault),
    at('DELETE', 'richmenu-default', 'user/all/richmenu', cancelDefault),
    at('POST', 'richmenu-link', `user/${one}/richmenu/${one}`, link),
    at('GET', 'richmenu-of-user', `user/${one}/richmenu`, linkOf),
    at('DELETE', 'richmenu-unlink', `user/${one}/richmenu`, unlink),
  ];
}
