/** An account, a role, an invitation or a tablet cannot be made or changed as asked; the message says why, `code` is for programs. */
export class AccountError extends Error {
  readonly code: string;

  constructor(message: string, code = 'bad-input') {
    super(message);
    this.code = code;
  }
}
