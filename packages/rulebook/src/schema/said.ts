import { z } from 'zod';

/** What each field of a block means, for the person who writes the rulebook. */
export type Says<Shape> = { readonly [Field in keyof Shape]?: string };

/** A map of exactly these fields; each is described by its text, unless it carries one already. */
export function said<Shape extends z.ZodRawShape>(says: Says<Shape>, shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const fields = Object.entries(shape).map(([name, field]) => {
    const text = says[name];
    return [name, text === undefined || !('describe' in field) ? field : (field as z.ZodType).describe(text)];
  });
  return z.strictObject(Object.fromEntries(fields) as Shape);
}

/** As `said`, where other words may stand beside these. */
export function loosely<Shape extends z.ZodRawShape>(says: Says<Shape>, shape: Shape): z.ZodObject<Shape, z.core.$loose> {
  return z.looseObject(said(says, shape).shape);
}
