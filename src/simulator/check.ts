/** Where a value stands inside a request body or a Flex container. */
export type Path = readonly (string | number)[];
export type Problem = { readonly path: Path; readonly message: string };
/** Looks at one value and names everything LINE would refuse in it. */
export type Check = (value: unknown, path: Path) => readonly Problem[];
export type Fields = Readonly<Record<string, Check>>;

const GRAPHEMES = new Intl.Segmenter('th', { granularity: 'grapheme' });

const problem = (path: Path, message: string): Problem[] => [{ path, message }];

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const anything: Check = () => [];

/** A value that `accepts`, or one problem with LINE's wording for it. */
export function matching(
  accepts: (value: unknown) => boolean,
  message = 'invalid property',
): Check {
  return (value, path) => (accepts(value) ? [] : problem(path, message));
}

export function pattern(expression: RegExp, message = 'invalid property'): Check {
  return matching((value) => typeof value === 'string' && expression.test(value), message);
}

export function oneOf(...values: readonly string[]): Check {
  return matching(
    (value) => typeof value === 'string' && values.includes(value),
    `Must be one of the following values: [${values.join(', ')}]`,
  );
}

export const flag: Check = matching((value) => typeof value === 'boolean');

export function integer(min: number, max: number): Check {
  return matching(
    (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
    `Must be between ${min} and ${max}`,
  );
}

export function decimal(min: number, max: number): Check {
  return matching(
    (value) => typeof value === 'number' && value >= min && value <= max,
    `Must be between ${min} and ${max}`,
  );
}

/** How LINE counts: text fields in UTF-16 units, labels and titles in grapheme clusters. */
export type Counting = 'utf16' | 'graphemes';

/** A well-formed string of 1 (or `min`) to `max` characters. */
export function text(max: number, counting: Counting = 'utf16', min = 1): Check {
  return (value, path) => {
    if (typeof value !== 'string') return problem(path, 'must be a string');
    if (/\p{Surrogate}/u.test(value)) return problem(path, 'invalid unicode character');
    if (value.length === 0 && min > 0) return problem(path, 'May not be empty');
    const length = counting === 'utf16' ? value.length : [...GRAPHEMES.segment(value)].length;
    return length <= max ? [] : problem(path, `Length must be between 0 and ${max}`);
  };
}

export function listOf(item: Check, min: number, max: number): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return problem(path, 'must be an array');
    if (value.length < min || value.length > max) {
      return problem(path, `Size must be between ${min} and ${max}`);
    }
    return value.flatMap((each, index) => item(each, [...path, index]));
  };
}

/** An object with these fields and no other; `also` looks at the object as a whole. */
export function shape(required: Fields, optional: Fields = {}, ...also: readonly Check[]): Check {
  const known = new Map([...Object.entries(required), ...Object.entries(optional)]);
  return (value, path) => {
    if (!isRecord(value)) return problem(path, 'must be an object');
    const missing = Object.keys(required).filter((name) => !Object.hasOwn(value, name));
    return [
      ...missing.map((name) => ({ path: [...path, name], message: 'must be specified' })),
      ...Object.entries(value).flatMap(([name, each]) => {
        const check = known.get(name);
        const at = [...path, name];
        return check === undefined ? problem(at, 'unknown field') : check(each, at);
      }),
      ...also.flatMap((check) => check(value, path)),
    ];
  };
}

/** The shape of one member of a union that is told apart by its `type`. */
export function kind(required: Fields, optional: Fields = {}, ...also: readonly Check[]): Check {
  return shape({ type: anything, ...required }, optional, ...also);
}

export function byType(kinds: Fields): Check {
  const names = Object.keys(kinds);
  return (value, path) => {
    if (!isRecord(value)) return problem(path, 'must be an object');
    const check =
      typeof value.type === 'string' && Object.hasOwn(kinds, value.type)
        ? kinds[value.type]
        : undefined;
    if (value.type === undefined || value.type === '') {
      return problem([...path, 'type'], 'May not be empty');
    }
    return check === undefined
      ? problem([...path, 'type'], `Must be one of the following values: [${names.join(', ')}]`)
      : check(value, path);
  };
}

export function all(...checks: readonly Check[]): Check {
  return (value, path) => checks.flatMap((check) => check(value, path));
}

/** The size of the value's compact JSON in UTF-8, as it travels. */
export function jsonBytes(max: number): Check {
  return matching(
    (value) => Buffer.byteLength(JSON.stringify(value) ?? '') <= max,
    `The size of the JSON data must be ${max / 1024} KB or less`,
  );
}
