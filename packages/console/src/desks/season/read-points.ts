export type PointsRead =
  | { readonly ok: true; readonly points: Readonly<Record<string, number>> }
  | {
      readonly ok: false;
      readonly why: 'line-without-points' | 'line-without-name' | 'line-twice';
      readonly line: number;
      readonly text: string;
    };

/** Reads lines of a name and its points, `Ava Archer 20` or `Ava Archer, 20`, also as they are pasted from a spreadsheet. */
export function readPoints(typed: string): PointsRead {
  const points: Record<string, number> = {};
  for (const [index, text] of typed.split('\n').entries()) {
    const line = text.trim();
    if (line === '') continue;
    const found = /^(.*?)[\s,;:]*(-?\d+)$/.exec(line);
    const no = (why: Extract<PointsRead, { readonly ok: false }>['why']): PointsRead => ({ ok: false, why, line: index + 1, text: line });
    if (!found) return no('line-without-points');
    const name = (found[1] ?? '').trim().replaceAll(/\s+/g, ' ');
    if (name === '') return no('line-without-name');
    if (points[name] !== undefined) return no('line-twice');
    points[name] = Number(found[2]);
  }
  return { ok: true, points };
}
