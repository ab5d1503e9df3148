/** What stands in the place of the car in a line: a transponder, or a number. `#12` is a number always. */
export const NAMED_BY = ['transponder', 'number'] as const;
export type NamedBy = (typeof NAMED_BY)[number];

/** Reads who passed. */
export function whoPassed(text: string, by: NamedBy): { readonly transponder: string } | { readonly car: string } | undefined {
  const number = /^#\s*([\w-]{1,12})$/.exec(text);
  if (number?.[1] !== undefined) return { car: number[1] };
  if (!/^[\w-]{1,24}$/.test(text)) return undefined;
  return by === 'number' ? { car: text } : { transponder: text };
}
