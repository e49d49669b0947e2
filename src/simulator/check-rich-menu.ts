import {
  byType,
  type Check,
  flag,
  integer,
  isRecord,
  kind,
  listOf,
  matching,
  pattern,
  shape,
  text,
} from './check.js';
import { actionWith } from './check-action.js';
import type { Content } from './contents.js';
import { imageSizeOf } from './image-size.js';

const MAX_INT = 2_147_483_647;
const MAX_IMAGE_BYTES = 1024 * 1024;
const MAX_USERS = 500;
const MAX_OPERATIONS = 1_000;

/** Width 800 to 2,500, height at least 250, and at least 1.45 times as wide as high. */
const isAllowedSize = (width: number, height: number): boolean =>
  width >= 800 && width <= 2_500 && height >= 250 && width / height >= 1.45;

const size: Check = shape(
  { width: integer(800, 2_500), height: integer(250, MAX_INT) },
  {},
  (value, path) => {
    const { width, height } = value as { width?: unknown; height?: unknown };
    const isTooHigh =
      typeof width === 'number' && typeof height === 'number' && width / height < 1.45;
    return isTooHigh ? [{ path, message: 'width / height must be 1.45 or more' }] : [];
  },
);

const area = shape({
  bounds: shape({
    x: integer(0, MAX_INT),
    y: integer(0, MAX_INT),
    width: integer(1, MAX_INT),
    height: integer(1, MAX_INT),
  }),
  action: actionWith({ max: 20, required: false, place: 'richMenu' }),
});

/** The object of "Create rich menu". */
export const richMenuObject: Check = shape({
  size,
  selected: flag,
  name: text(300, 'graphemes'),
  chatBarText: text(14, 'graphemes'),
  areas: listOf(area, 0, 20),
});

/** Whether LINE takes these bytes as a rich menu's picture. */
export function isRichMenuImage({ contentType, bytes }: Content): boolean {
  const image = imageSizeOf(bytes);
  return (
    image !== null &&
    image.type === contentType.split(';', 1)[0] &&
    bytes.length <= MAX_IMAGE_BYTES &&
    isAllowedSize(image.width, image.height)
  );
}

export const isRichMenuId = (value: unknown): value is string =>
  typeof value === 'string' && /^richmenu-[0-9a-f]{32}$/.test(value);
const richMenuId = matching(isRichMenuId, 'invalid richMenuId');

export const aliasRequest: Check = shape({
  richMenuAliasId: pattern(/^[a-z0-9_-]{1,32}$/),
  richMenuId,
});
export const aliasUpdate: Check = shape({ richMenuId });

/** `userIds` themselves are looked at one by one, because LINE answers those differently. */
const userIds = listOf(() => [], 1, MAX_USERS);
export const bulkLink: Check = shape({ richMenuId, userIds });
export const bulkUnlink: Check = shape({ userIds });

const operation = byType({
  link: kind({ from: richMenuId, to: richMenuId }),
  unlink: kind({ from: richMenuId }),
  unlinkAll: kind({}),
});

/** No menu is replaced twice, and "everything" stands alone. */
const operationsAgree: Check = (value, path) => {
  const operations = isRecord(value) && Array.isArray(value.operations) ? value.operations : [];
  const named = operations.filter(isRecord);
  if (named.length > 1 && named.some(({ type }) => type === 'unlinkAll')) {
    const message = "'unlinkAll' type can't be combined with other type";
    return [{ path: [...path, 'operations[].type'], message }];
  }
  const froms = named.map(({ from }) => from).filter((from) => from !== undefined);
  const twice = froms.find((from, at) => froms.indexOf(from) !== at);
  return twice === undefined
    ? []
    : [
        {
          path: [...path, 'operations[].from'],
          message: `from richmenu (${String(twice)}) is duplicated`,
        },
      ];
};

export const batchRequest: Check = shape(
  { operations: listOf(operation, 1, MAX_OPERATIONS) },
  { resumeRequestKey: pattern(/^[0-9A-Za-z_-]{1,100}$/) },
  operationsAgree,
);
