/** The club's clock and its alarms. The real one is {@link systemClock}; tests and replays bring their own. */
export interface Clock {
  /** Microseconds since 1970. */
  readonly nowUs: () => number;
  /** Does something later, once; what it returns calls that off. */
  readonly after: (us: number, work: () => void) => () => void;
}

/** The clock of this machine. Its alarms keep no program running. */
export const systemClock: Clock = {
  nowUs: () => Math.round((performance.timeOrigin + performance.now()) * 1000),
  after: (us, work) => {
    const timer = setTimeout(work, Math.max(0, us / 1000));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
