/** Where the texts of rulebooks and nights come from: the disk, or what a browser was given. */
export interface Sources {
  /** The text of a file; nothing when it cannot be read. */
  readonly read: (file: string) => string | undefined;
  /** The file that a name means when it is written in another: `../2025.yaml` beside `nights/rain.yaml`. */
  readonly beside: (file: string, name: string) => string;
}

/** Texts at hand by their path in the club's folder, as `2026.yaml` and `nights/rain.yaml`. */
export function textSources(texts: ReadonlyMap<string, string>): Sources {
  return {
    read: (file) => texts.get(file),
    beside: (file, name) => decodeURI(new URL(encodeURI(name), `file:///${encodeURI(file)}`).pathname.slice(1)),
  };
}

/** Other sources with one text in the place of what they have. */
export function withText(sources: Sources, file: string, text: string): Sources {
  return { ...sources, read: (asked) => (asked === file ? text : sources.read(asked)) };
}
