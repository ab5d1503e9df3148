import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { TimingHealth } from '../timing/club-timing.ts';

const AGAIN_AFTER_MS = 2000;

/** Follows the health of timing gear; tries again when the line is lost, until it is told that there is none here. */
export function followTiming(address: string, fetch: typeof globalThis.fetch, tell: (health: TimingHealth) => void): () => void {
  const line = new AbortController();
  let again: ReturnType<typeof setTimeout> | undefined;
  const read = async (): Promise<void> => {
    try {
      const response = await fetch(address, { signal: line.signal, credentials: 'same-origin' });
      if (response.status >= 400 && response.status < 500) return;
      const events = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
      for (let next = await events?.read(); next && !next.done; next = await events?.read())
        tell(JSON.parse(next.value.data) as TimingHealth);
    } catch {
      // Lost: it is tried again.
    }
    if (!line.signal.aborted) again = setTimeout(() => void read(), AGAIN_AFTER_MS);
  };
  void read();
  return () => {
    clearTimeout(again);
    line.abort();
  };
}
