export const LOG_ERRORS = [
  'not-a-log',
  'broken',
  'chain',
  'gap',
  'forked',
  'newer-version',
  'other-club',
  'read-only',
  'closed',
  'away',
  'in-the-way',
] as const;
export type LogErrorCode = (typeof LOG_ERRORS)[number];

/** A log that cannot be opened, read or written as it is; names the fact where it is known. */
export class LogError extends Error {
  readonly code: LogErrorCode;
  readonly seq: number | undefined;
  constructor(code: LogErrorCode, says: string, seq?: number) {
    super(says);
    this.name = 'LogError';
    this.code = code;
    this.seq = seq;
  }
}
