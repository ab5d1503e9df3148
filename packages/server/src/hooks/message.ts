import type { News, NewsKind } from './news.ts';

/** `racetower` tells everything; `discord` is what a channel of Discord, and what reads the same, shows. */
export const HOOK_FORMATS = ['racetower', 'discord'] as const;
export type HookFormat = (typeof HOOK_FORMATS)[number];

/** The side of a message in a channel, by kind: as flags have them, so that they are told apart at a glance. */
const COLOURS: { readonly [K in NewsKind]: number } = {
  'line-up': 0x1f6feb,
  flag: 0xd4a72c,
  'result-provisional': 0x8250df,
  'result-official': 0x1a7f37,
  verdict: 0xcf222e,
};

/** Longest text that a channel of Discord takes. */
const LONGEST = 2000;

/** What is sent of news, as JSON. */
export function messageOf(club: string, format: HookFormat, news: News): object {
  const { kind, at, ...data } = news;
  if (format === 'racetower') return { type: kind, timestamp: at, data: { club, ...data } };
  const text = news.says.replaceAll(/[*_`~|\\<>@]/g, '\\$&').slice(0, LONGEST);
  // What drivers are called must not call on anybody in the channel.
  return { embeds: [{ description: text, color: COLOURS[kind], timestamp: at }], allowed_mentions: { parse: [] } };
}
