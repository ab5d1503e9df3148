interface EditionHead {
  readonly edition?: string;
  readonly inForce?: string;
  /** The older edition that it extends. */
  readonly base?: string;
}

/** What the head of an edition says of itself, read without the rest, which may have mistakes. */
export function editionIn(text: string): EditionHead {
  const edition = /^edition:\s*['"]?([^'"\s#]+)/m.exec(text)?.[1];
  const inForce = /^in-force:\s*['"]?(\d{4}-\d{2}-\d{2})/m.exec(text)?.[1];
  const base = /^extends:\s*(?:\{\s*|\n\s+)file:\s*['"]?([^'"\s}]+)/m.exec(text)?.[1];
  return {
    ...(edition === undefined ? {} : { edition }),
    ...(inForce === undefined ? {} : { inForce }),
    ...(base === undefined ? {} : { base }),
  };
}

/** A text of an edition as the next one, from its own day on. */
export function nextEdition(text: string, { edition, inForce }: { readonly edition: string; readonly inForce: string }): string {
  return text.replace(/^edition:.*$/m, `edition: ${edition}`).replace(/^in-force:.*$/m, `in-force: ${inForce}`);
}

/** Gives a text to whoever looks, as a file. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}

/** The folder of a path, with its slash. */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
