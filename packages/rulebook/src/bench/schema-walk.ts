import type { Path } from '../yaml-source.ts';

/** The parts of a JSON Schema that an editor reads. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly items?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly default?: unknown;
  /** Whose names may stand here: `clause`, `round`, `formula` … */
  readonly 'x-names'?: string;
}

/** Follows references and opens choices, until each is a plain schema; the words of the outer count for the inner. */
export function choicesOf(root: Schema, schema: Schema, depth = 0): readonly Schema[] {
  if (depth > 12) return [];
  const { $ref, anyOf, oneOf, allOf, ...own } = schema;
  const name = $ref?.replace('#/$defs/', '');
  const target = name === undefined ? undefined : root.$defs?.[name];
  const inner = [...(target ? [target] : []), ...(anyOf ?? []), ...(oneOf ?? []), ...(allOf ?? [])];
  if (inner.length === 0) return [own];
  const said = own.description === undefined ? {} : { description: own.description };
  const names = own['x-names'] === undefined ? {} : { 'x-names': own['x-names'] };
  return inner.flatMap((each) => choicesOf(root, each, depth + 1)).map((each) => ({ ...each, ...said, ...names }));
}

/** The schemas that a place in a rulebook may have. */
export function schemasAt(root: Schema, path: Path): readonly Schema[] {
  let here = choicesOf(root, root);
  for (const step of path) here = here.flatMap((schema) => stepInto(root, schema, step));
  return here;
}

function stepInto(root: Schema, schema: Schema, step: string | number): readonly Schema[] {
  if (typeof step === 'number') return typeof schema.items === 'object' ? choicesOf(root, schema.items) : [];
  const own = schema.properties && Object.hasOwn(schema.properties, step) ? schema.properties[step] : undefined;
  if (own) return choicesOf(root, own);
  return typeof schema.additionalProperties === 'object' ? choicesOf(root, schema.additionalProperties) : [];
}

/** The fields that may stand at a place, each described once. */
export function fieldsAt(root: Schema, path: Path): ReadonlyMap<string, { readonly says: string; readonly must: boolean }> {
  const fields = new Map<string, { readonly says: string; readonly must: boolean }>();
  for (const schema of schemasAt(root, path))
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      const says = field.description ?? choicesOf(root, field).find((each) => each.description !== undefined)?.description ?? '';
      const known = fields.get(name);
      fields.set(name, { says: known?.says || says, must: schema.required?.includes(name) === true });
    }
  return fields;
}
