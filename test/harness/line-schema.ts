import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { root as checkout } from './root.js';

const FOLDER = join(checkout, '..', 'shared', 'line-openapi');

/** What LINE's schema of this name has against the value: empty when nothing. Unknown names throw. */
export type LineSchemas = (name: string, value: unknown) => string[];

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const nodesOf = (value: unknown): Node => (isNode(value) ? value : {});
const nameOf = (ref: unknown): string => String(ref).split('/').at(-1) ?? '';

/** Keywords of OpenAPI that JSON Schema does not have. */
const FOREIGN = ['discriminator', 'example', 'externalDocs', 'nullable'];

type Union = { readonly property: string; readonly kinds: readonly (readonly [string, string])[] };

function unionOf(schema: unknown): Union | null {
  const discriminator = nodesOf(schema).discriminator;
  if (!isNode(discriminator)) return null;
  const kinds = Object.entries(nodesOf(discriminator.mapping));
  return {
    property: String(discriminator.propertyName),
    kinds: kinds.map(([kind, ref]) => [kind, nameOf(ref)] as const),
  };
}

/**
 * A bare discriminator mapping says nothing to a validator: `{type: "bogus"}` would pass. Each base
 * becomes an enum of its kinds and one if/then a kind; each member must carry its own kind also where
 * it is named directly. Members refer back to their base by allOf, which would never end: they get
 * the base without its kinds, kept under `<name>.base`.
 */
function expand(schemas: Node, root: string): Node {
  const unions = new Map(
    Object.entries(schemas).flatMap(([name, schema]) => {
      const union = unionOf(schema);
      return union === null ? [] : [[name, union] as const];
    }),
  );
  const members = new Map(
    [...unions.values()].flatMap(({ property, kinds }) =>
      kinds.map(([kind, name]) => [name, { property, kind }] as const),
    ),
  );
  const refTo = (name: string): Node => ({ $ref: `${root}#/schemas/${name}` });
  const clean = (value: unknown, under: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => clean(each, under));
    if (!isNode(value)) return value;
    if (typeof value.$ref === 'string') {
      const name = nameOf(value.$ref);
      return refTo(under === 'allOf' && unions.has(name) ? `${name}.base` : name);
    }
    const entries = Object.entries(value).filter(
      ([key]) => under === 'properties' || !FOREIGN.includes(key),
    );
    return Object.fromEntries(entries.map(([key, each]) => [key, clean(each, key)]));
  };

  return Object.fromEntries(
    Object.entries(schemas).flatMap(([name, schema]): [string, unknown][] => {
      const plain = clean(schema, name);
      const union = unions.get(name);
      const member = members.get(name);
      if (union !== undefined) {
        const { property, kinds } = union;
        const allOf = kinds.map(([kind, ref]) =>
          Object.fromEntries([
            ['if', { properties: { [property]: { const: kind } } }],
            ['then', refTo(ref)],
          ]),
        );
        const known = {
          type: 'object',
          required: [property],
          properties: { [property]: { enum: kinds.map(([kind]) => kind) } },
          allOf,
        };
        return [
          [name, { allOf: [plain, known] }],
          [`${name}.base`, plain],
        ];
      }
      if (member === undefined) return [[name, plain]];
      const itself = {
        required: [member.property],
        properties: { [member.property]: { const: member.kind } },
      };
      return [[name, { allOf: [plain, itself] }]];
    }),
  );
}

/**
 * LINE's official schemas, made strict about kinds, when `../shared/line-openapi` stands beside the
 * checkout; null otherwise (the caller prints a line). Names are looked up in messaging-api.yml first
 * (`Message`, `PushMessageRequest` …), then in webhook.yml (`CallbackRequest`, `Event` …).
 */
export function loadLineSchemas(): LineSchemas | null {
  if (!existsSync(FOLDER)) return null;
  const ajv = new Ajv({ strict: false });
  addFormats(ajv);
  const roots = ['messaging-api.yml', 'webhook.yml'].map((file) => {
    const spec: unknown = parse(readFileSync(join(FOLDER, file), 'utf8'));
    const id = `line:/${file}`;
    const schemas = expand(nodesOf(nodesOf(nodesOf(spec).components).schemas), id);
    ajv.addSchema({ $id: id, schemas });
    return { id, schemas };
  });
  const compiled = new Map<string, ValidateFunction>();
  return (name, value) => {
    const root = roots.find(({ schemas }) => Object.hasOwn(schemas, name));
    if (root === undefined) throw new Error(`LINE has no schema ${name}`);
    const validate = compiled.get(name) ?? ajv.compile({ $ref: `${root.id}#/schemas/${name}` });
    compiled.set(name, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath || '/'} ${message ?? 'is invalid'}`,
    );
  };
}
