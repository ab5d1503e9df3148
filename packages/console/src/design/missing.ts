import type { Problem } from '@racetower/server/client';

/** What a form lacks before anything is sent, as the server would say it: field to what is wrong with it; nothing where all is there. */
export function missing(wrong: Readonly<Record<string, string | false | undefined>>): Problem | undefined {
  const errors = Object.entries(wrong).flatMap(([field, says]) => (says === false || says === undefined ? [] : [{ field, says }]));
  const [first] = errors;
  if (!first) return undefined;
  return { type: 'about:blank', title: 'A field', status: 400, code: 'bad-input', detail: first.says, field: first.field, errors };
}

/** What the server says of a field that a form has stands at that field alone. */
export function atItsField(problem: Problem, fields: readonly string[]): Problem {
  const { field, detail, errors = [] } = problem;
  if (errors.length > 0 || field === undefined || !fields.includes(field)) return problem;
  return { ...problem, errors: [{ field, says: detail }] };
}
