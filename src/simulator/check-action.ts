import {
  byType,
  type Check,
  type Counting,
  type Fields,
  kind,
  listOf,
  matching,
  oneOf,
  pattern,
  shape,
  text,
} from './check.js';

const MAX_URI = 1000;
const MAX_PICTURE_URL = 2000;
const SCHEMES = ['http:', 'https:', 'line:', 'tel:'];

function isUri(value: unknown, max: number, schemes: readonly string[]): boolean {
  if (typeof value !== 'string' || value.length > max || !/^[\x21-\x7e]+$/.test(value)) {
    return false;
  }
  return URL.canParse(value) && schemes.includes(new URL(value).protocol);
}

/** A link that a tap opens: percent-encoded, at most 1,000 characters, http(s), line or tel. */
export const linkUri: Check = matching((value) => isUri(value, MAX_URI, SCHEMES), 'invalid uri');
/** A picture, sound or video: https only, at most 2,000 characters. */
export const mediaUrl: Check = matching(
  (value) => isUri(value, MAX_PICTURE_URL, ['https:']),
  'invalid uri scheme',
);

const DATE = String.raw`(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])|2100-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const TIME = String.raw`([01]\d|2[0-3]):[0-5]\d`;
const MOMENTS: Readonly<Record<string, RegExp>> = {
  date: new RegExp(`^(${DATE})$`),
  time: new RegExp(`^${TIME}$`),
  datetime: new RegExp(`^(${DATE})[Tt]${TIME}$`),
};

const pickerMoments: Check = (value, path) => {
  const picker = value as Readonly<Record<string, unknown>>;
  const expression = typeof picker.mode === 'string' ? MOMENTS[picker.mode] : undefined;
  if (expression === undefined) return [];
  return ['initial', 'min', 'max']
    .filter((name) => picker[name] !== undefined)
    .flatMap((name) => pattern(expression)(picker[name], [...path, name]));
};

export type LabelRule = {
  readonly max: number;
  readonly required: boolean;
  /** Camera, camera roll and location work in quick replies only, switching menus in rich menus. */
  readonly place?: 'quickReply' | 'richMenu';
};

const graphemes = (max: number): Check => text(max, 'graphemes' satisfies Counting);

/** An action object where it stands: LINE's label rule differs by place (reference, "Action objects"). */
export function actionWith(rule: LabelRule): Check {
  const label: Fields = { label: graphemes(rule.max) };
  const [must, may] = rule.required ? [label, {}] : [{}, label];
  const action = (required: Fields, optional: Fields = {}, ...also: Check[]): Check =>
    kind({ ...must, ...required }, { ...may, ...optional }, ...also);
  const richmenuswitch = action({
    richMenuAliasId: pattern(/^[a-z0-9_-]{1,32}$/),
    data: text(300),
  });
  const device: Fields = { camera: action({}), cameraRoll: action({}), location: action({}) };
  return byType({
    postback: action(
      { data: text(300) },
      {
        displayText: graphemes(300),
        text: graphemes(300),
        inputOption: oneOf('closeRichMenu', 'openRichMenu', 'openKeyboard', 'openVoice'),
        fillInText: graphemes(300),
      },
    ),
    message: action({ text: graphemes(300) }),
    uri: action({ uri: linkUri }, { altUri: shape({}, { desktop: linkUri }) }),
    datetimepicker: action(
      { data: text(300), mode: oneOf('date', 'time', 'datetime') },
      { initial: text(16), min: text(16), max: text(16) },
      pickerMoments,
    ),
    clipboard: action({ clipboardText: text(1000) }),
    ...(rule.place === 'quickReply' ? device : {}),
    ...(rule.place === 'richMenu' ? { richmenuswitch } : {}),
  });
}

const quickReplyAction = actionWith({ max: 20, required: true, place: 'quickReply' });

/** At most 13 quick replies, each with a label of at most 20 characters. */
export const quickReply: Check = shape({
  items: listOf(kind({ action: quickReplyAction }, { imageUrl: mediaUrl }), 1, 13),
});
