import {
  byType,
  type Check,
  type Fields,
  isRecord,
  kind,
  listOf,
  oneOf,
  pattern,
  shape,
  text,
} from './check.js';
import { actionWith, mediaUrl } from './check-action.js';

const label20 = actionWith({ max: 20, required: true });
const tap = actionWith({ max: 20, required: false });
const colour = pattern(/^#[0-9A-Fa-f]{6}$/);

const picture: Fields = {
  imageAspectRatio: oneOf('rectangle', 'square'),
  imageSize: oneOf('cover', 'contain'),
};
const head: Fields = {
  thumbnailImageUrl: mediaUrl,
  imageBackgroundColor: colour,
  title: text(40, 'graphemes'),
  defaultAction: tap,
};

/** The text may be longer when neither a picture nor a title stands above it. */
const textUnder =
  (alone: number, below: number): Check =>
  (value, path) => {
    if (!isRecord(value)) return [];
    const has = value.thumbnailImageUrl !== undefined || value.title !== undefined;
    return text(has ? below : alone, 'graphemes')(value.text, [...path, 'text']);
  };

const sameActionCount: Check = (value, path) => {
  if (!isRecord(value) || !Array.isArray(value.columns)) return [];
  const counts = new Set(
    value.columns.map((column) =>
      isRecord(column) && Array.isArray(column.actions) ? column.actions.length : -1,
    ),
  );
  return counts.size <= 1
    ? []
    : [{ path: [...path, 'columns'], message: 'columns must have the same number of actions' }];
};

const column = shape({ text: () => [], actions: listOf(label20, 1, 3) }, head, textUnder(120, 60));

/** Template message bodies with the maxima of LINE's reference. */
export const template: Check = byType({
  buttons: kind(
    { text: () => [], actions: listOf(label20, 1, 4) },
    { ...head, ...picture },
    textUnder(160, 60),
  ),
  confirm: kind({ text: text(240, 'graphemes'), actions: listOf(label20, 2, 2) }),
  carousel: kind({ columns: listOf(column, 1, 10) }, picture, sameActionCount),
  image_carousel: kind({
    columns: listOf(
      shape({ imageUrl: mediaUrl, action: actionWith({ max: 12, required: true }) }),
      1,
      10,
    ),
  }),
});
