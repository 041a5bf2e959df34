import { type Asking, headersOf } from '../ask.ts';

/** What the gateway says of a caller (gateway/explorer/answer-caller.ts). */
export type Known = {
  caller: {
    subject: string;
    agency: string | null;
    jurisdiction: 'national' | string[];
    scopes: string[];
    purpose: string | null;
    client: string | null;
    /** The part of the schema that the token is bound to (schema/contracts.ts); null for the whole. */
    contract: string | null;
    /** Whether /docs/own shows it that part. */
    hasReference: boolean;
    /** Seconds since 1970. */
    expires: number;
    /** Purposes that may be declared; any where empty. */
    granted: string[];
  } | null;
  purposes: string[];
  /** Those that can be taken, in development alone. */
  roles: Role[] | null;
};

/** A role of development (gateway/access/roles.ts). */
export type Role = { name: string; description: string; jurisdiction: 'national' | string[]; scopes: string[] };

/** Whether a caller holds what a role holds, and has declared a purpose where one is wanted. In production roles are not known. */
export function isEnoughFor(
  { caller, roles }: Known,
  wanted: { role: string | null; purpose: string | null },
): boolean {
  if (wanted.role === null) return true;
  if (!caller) return false;
  const role = roles?.find(({ name }) => name === wanted.role);
  return (
    (wanted.purpose === null || caller.purpose !== null) &&
    (role?.scopes ?? []).every((scope) => caller.scopes.includes(scope)) &&
    (role?.jurisdiction !== 'national' || caller.jurisdiction === 'national')
  );
}

/** What the gateway answered to the question who asks. */
type Told = {
  known?: Known;
  /** Its words where it does not take what one shows. */
  problem?: string;
  /** The token itself does not hold, whatever else is said with it. */
  isUnknown?: boolean;
};

/** Asks the gateway who one is to it. */
export async function whoAsks(asking: Asking, signal: AbortSignal): Promise<Told> {
  const response = await fetch('/explorer/caller', { headers: headersOf(asking), credentials: 'omit', signal });
  if (response.ok) return { known: (await response.json()) as Known };
  return { problem: await readProblem(response), isUnknown: response.status === 401 };
}

/** A token of a role of development. */
export async function askToken(role: string): Promise<{ token?: string; problem?: string }> {
  const response = await fetch('/explorer/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role }),
    credentials: 'omit',
  });
  if (response.ok) return (await response.json()) as { token: string };
  return { problem: await readProblem(response) };
}

async function readProblem(response: Response): Promise<string> {
  const body = (await response.json().catch(() => undefined)) as { errors?: { message: string }[] } | undefined;
  return body?.errors?.[0]?.message ?? `HTTP ${response.status}`;
}
