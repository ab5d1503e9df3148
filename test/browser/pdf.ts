import { extractTextItems, getDocumentProxy } from 'unpdf';

/** A side of paper as it came out of the printer, in points from its left edge. */
export interface Side {
  readonly width: number;
  readonly height: number;
  /** Its words in their order, with a space between. */
  readonly text: string;
  /** How far to the right and how far to the left anything is written. */
  readonly right: number;
  readonly left: number;
}

/** Reads what was printed, side by side. */
export async function sidesOf(pdf: Uint8Array): Promise<readonly Side[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const { items } = await extractTextItems(document);
  const sizes = await Promise.all(
    items.map(async (_, index) => {
      const { width, height } = (await document.getPage(index + 1)).getViewport({ scale: 1 });
      return { width, height };
    }),
  );
  return items.map((written, index) => ({
    width: sizes[index]?.width ?? 0,
    height: sizes[index]?.height ?? 0,
    text: written
      .map((each) => each.str)
      .join(' ')
      .replaceAll(/\s+/g, ' '),
    right: Math.max(...written.filter((each) => each.str.trim() !== '').map((each) => each.x + each.width)),
    left: Math.min(...written.filter((each) => each.str.trim() !== '').map((each) => each.x)),
  }));
}
