const unavailable =
  /^(08...|57014|57P0[1-3]|53300|3D000|28...|ECONN.*|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED))$/;

/** The SQLSTATE or socket code of an error, also where drizzle has wrapped it; undefined for any other error. */
export function databaseErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') return code;
  if (error instanceof AggregateError) return databaseErrorCode(error.errors[0]);
  return databaseErrorCode(error.cause);
}

/** Whether an error says that the database cannot be reached or takes too long (rather than that a statement is wrong). */
export function isDatabaseDown(error: unknown): boolean {
  return unavailable.test(databaseErrorCode(error) ?? '');
}
