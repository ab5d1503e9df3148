import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ServedClubs } from '../http/clubs.ts';

/** What is counted besides answers, asked when the metrics are read. */
export interface Counted {
  readonly clubs: ServedClubs['clubs'];
  /** Streams that are being read. */
  readonly readers: () => number;
  /** Messages to hooks that have yet to arrive. */
  readonly due: () => Promise<number>;
}

const BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Measures of the running program in the text format of Prometheus: by route and club, never by person. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #answers: Histogram<'method' | 'route' | 'status'>;

  constructor({ clubs, readers, due }: Counted) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#answers = new Histogram({
      name: 'racetower_answer_seconds',
      help: 'Time until an answer began, by route',
      labelNames: ['method', 'route', 'status'],
      buckets: BUCKETS_S,
      registers,
    });
    const gauges = [
      new Gauge({
        name: 'racetower_facts',
        help: 'Number of the last fact of a club',
        labelNames: ['club'],
        registers: [],
        async collect() {
          for (const { club } of clubs.values()) this.set({ club: club.name }, (await club.latest()).seq);
        },
      }),
      new Gauge({
        name: 'racetower_live_readers',
        help: 'Streams that are being read',
        registers: [],
        collect() {
          this.set(readers());
        },
      }),
      new Gauge({
        name: 'racetower_hook_messages_due',
        help: 'Messages to hooks that have yet to arrive',
        registers: [],
        async collect() {
          this.set(await due());
        },
      }),
    ];
    for (const gauge of gauges) this.#registry.registerMetric(gauge);
  }

  /** Notes an answer; `route` is the pattern, so that no name gets into a label. */
  answered({
    method,
    route,
    status,
    ms,
  }: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly ms: number;
  }): void {
    this.#answers.observe({ method, route, status: String(status) }, ms / 1000);
  }

  /** All measures as text. */
  async text(): Promise<{ readonly text: string; readonly type: string }> {
    return { text: await this.#registry.metrics(), type: this.#registry.contentType };
  }
}
