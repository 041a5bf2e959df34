import type { Ask } from '../ask.ts';
import type { Known } from './who-asks.ts';

/** More than these are not named: nobody reads them in a line. */
const named = 12;

type Reach = Pick<NonNullable<Known['caller']>, 'agency' | 'jurisdiction'>;

/** The names of a caller's agency and units, by code; a code that has none, or that the gateway does not tell, stays a code. */
export async function namesOfReach(
  { agency, jurisdiction }: Reach,
  ask: Ask,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const units = jurisdiction === 'national' ? [] : jurisdiction.slice(0, named);
  const variables = Object.fromEntries([
    ...units.map((code, at) => [`u${at}`, code] as const),
    ...(agency === null ? [] : [['agency', agency] as const]),
  ]);
  const names = Object.keys(variables);
  if (names.length === 0) return {};
  const declared = names.map((name) => `$${name}: ${name === 'agency' ? 'AgencyCode!' : 'UnitCode!'}`);
  const fields = names.map((name) =>
    name === 'agency'
      ? 'agency(code: $agency) { name }'
      : `${name}: administrativeUnit(code: $${name}) { name: fullName }`,
  );
  const { answer } = await ask({ query: `query (${declared.join(', ')}) { ${fields.join(' ')} }`, variables }, signal);
  return Object.fromEntries(
    names.flatMap((name) => {
      const found = (answer.data?.[name] as { name?: string } | null | undefined)?.name;
      return found === undefined ? [] : [[variables[name] as string, found]];
    }),
  );
}
