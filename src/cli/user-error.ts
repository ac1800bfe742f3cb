/** The user can mend this: what is wrong, and what to try. Ends the program with exit code 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly hint: string | null;

  constructor(message: string, hint: string | null = null) {
    super(message);
    this.hint = hint;
  }
}
