import { COMMAND_KINDS, COMMAND_SHAPES, type CommandKind, type FieldShape, VIEWS } from '@racetower/engine';
import { z } from 'zod';

/** The schemas that check what is sent; the description of the API is made from the same. */

const LONGEST_TEXT = 10_000;
const text = z.string().max(LONGEST_TEXT);
const name = z.string().min(1).max(200);
const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/, 'is an instant in UTC, as 2026-05-02T14:00:00Z')
  .meta({ format: 'date-time' });
const list = z.array(z.string().max(200)).max(2000);
const map = z.record(z.string().max(200), z.unknown());

function fieldSchema(field: FieldShape): z.ZodType {
  switch (field.type) {
    case 'text':
      return text;
    case 'date':
      return z.iso.date();
    case 'instant':
      return instant;
    case 'boolean':
      return z.boolean();
    case 'number':
    case 'cents':
      return z.int();
    case 'plain':
      return z.unknown();
    case 'cars':
    case 'texts':
      return list;
    case 'microseconds':
      return z.array(z.number()).max(2000);
    case 'statuses':
      return z.record(z.string(), z.string());
    case 'numbers':
    case 'lap-times':
      return z.record(z.string(), z.int());
    case 'fields':
    case 'map':
      return map;
    case 'choice':
      return z.enum(field.choices as [string, ...string[]]);
  }
}

const GIVEN = {
  at: instant.optional().describe('when it is given; left out: now by the club’s clock'),
  by: name.optional().describe('role in which it is given, one of your own; left out: the one you are signed in with'),
  season: name.optional().describe('season'),
  meeting: name.optional().describe('meeting'),
  race: name.optional().describe('race of the meeting, as mini-stock/heat-1'),
  override: z
    .strictObject({ why: text.min(1), clause: name.optional() })
    .optional()
    .describe('gives it although a requirement refuses; only roles that the refusal names'),
  confirm: z.boolean().optional().describe('answers a requirement that asks first'),
};

function commandSchema(kind: CommandKind): z.ZodType {
  const shape = COMMAND_SHAPES[kind];
  const own = Object.entries(shape.fields).map(([field, each]): [string, z.ZodType] => {
    const schema = fieldSchema(each).describe(each.says);
    return [field, each.optional === true ? schema.optional() : schema];
  });
  const needs = new Set([...(shape.needs.includes('race') ? (['meeting'] as const) : []), ...shape.needs]);
  const needed = [...needs].map((need): [string, z.ZodType] => [need, name.describe(need)]);
  return z
    .strictObject({ do: z.literal(kind), ...GIVEN, ...Object.fromEntries(needed), ...Object.fromEntries(own) })
    .meta({ id: `command-${kind}`, description: shape.says });
}

/** The schema of each command, by kind. */
export const COMMAND_SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map(COMMAND_KINDS.map((kind) => [kind, commandSchema(kind)]));

const seq = z
  .string()
  .regex(/^\d{1,15}$/, 'is the number of a fact')
  .describe('as things stood after this fact; left out: now');

/** What every question may say beside its own fields. */
export const ASKED = {
  seq: seq.optional(),
  at: z
    .union([z.literal('now'), instant])
    .optional()
    .describe('instant of the question, for clocks and deadlines; `now` is the club’s clock; left out: of the last fact'),
  because: z.enum(['yes', 'no']).optional().describe('`no` leaves the reasons out'),
  list: name.optional().describe('in CSV: which list of the answer; left out: the first'),
};

/** The schema of the query of each view, by name. */
export const VIEW_SCHEMAS: ReadonlyMap<string, z.ZodObject> = new Map(
  VIEWS.map((view) => {
    const own = view.fields.map((field): [string, z.ZodType] =>
      field.endsWith('?') ? [field.slice(0, -1), name.optional()] : [field, name],
    );
    return [view.name, z.strictObject({ ...ASKED, ...Object.fromEntries(own) }).meta({ description: view.says })];
  }),
);

/** Says in a sentence each what a schema found. */
export function issuesOf(error: z.ZodError): readonly { readonly field: string; readonly says: string }[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), says: 'is no field here' }))
      : [{ field: issue.path.join('.'), says: issue.message }],
  );
}
