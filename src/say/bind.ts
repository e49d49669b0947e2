export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const whole = /^\{\{([\w.]+)\}\}$/;
const inside = /\{\{([\w.]+)\}\}/g;

const isObject = (v: Json | undefined): v is JsonObject =>
  typeof v === 'object' && v !== null && !Array.isArray(v);

/**
 * Fills a template with data: `"{{path}}"` alone becomes the value itself, within a text it becomes words;
 * `"$each": "path"` repeats an object for every item of a list (whose own fields are seen first);
 * `"$if": "path"` keeps an object only when the value is there and not empty. Nothing else: no expressions.
 * Throws an Error naming the path that data lacks. `seen` is told every path that was read.
 */
export function bind(
  template: Json,
  data: JsonObject,
  seen: (path: string) => void = () => {},
): Json {
  return fill(template, [{ at: '', data }], seen) ?? null;
}

type Found = { readonly value: Json; readonly at: string };
type Scope = { readonly at: string; readonly data: JsonObject };

function look(path: string, scopes: readonly Scope[], seen: (path: string) => void): Found {
  const [head = '', ...rest] = path.split('.');
  for (const scope of scopes) {
    if (!Object.hasOwn(scope.data, head)) continue;
    let value: Json | undefined = scope.data[head];
    let at = scope.at + head;
    seen(at);
    for (const key of rest) {
      if (!isObject(value) || !Object.hasOwn(value, key))
        throw new Error(`no '${path}' in the data`);
      value = value[key];
      at = `${at}.${key}`;
      seen(at);
    }
    if (value !== undefined) return { value, at };
  }
  throw new Error(`no '${path}' in the data`);
}

const isThere = (value: Json): boolean =>
  value !== null &&
  value !== false &&
  value !== '' &&
  !(Array.isArray(value) && value.length === 0);

function fill(
  node: Json,
  scopes: readonly Scope[],
  seen: (path: string) => void,
): Json | undefined {
  if (typeof node === 'string') {
    const only = whole.exec(node)?.[1];
    if (only !== undefined) return look(only, scopes, seen).value;
    return node.replace(inside, (_, path: string) => String(look(path, scopes, seen).value));
  }
  if (Array.isArray(node)) return node.flatMap((item) => fillItem(item, scopes, seen));
  if (!isObject(node)) return node;
  const { $if, ...body } = node;
  if (typeof $if === 'string' && !isThere(look($if, scopes, seen).value)) return undefined;
  return Object.fromEntries(
    Object.entries(body).flatMap(([key, value]) => {
      const filled = fill(value, scopes, seen);
      return filled === undefined ? [] : [[key, filled]];
    }),
  );
}

function fillItem(item: Json, scopes: readonly Scope[], seen: (path: string) => void): Json[] {
  if (isObject(item) && typeof item.$each === 'string') {
    const { $each, ...body } = item;
    const path = String($each);
    const { value: list, at } = look(path, scopes, seen);
    if (!Array.isArray(list)) throw new Error(`'${path}' is not a list`);
    return list.flatMap((one) =>
      fillItem(
        body,
        [{ at: `${at}.`, data: isObject(one) ? one : { item: one } }, ...scopes],
        seen,
      ),
    );
  }
  const filled = fill(item, scopes, seen);
  return filled === undefined ? [] : [filled];
}
