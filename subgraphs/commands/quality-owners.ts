import { EnvironmentError } from '../kit/environment.ts';
import { type ExtractSource, SourceUnavailableError } from '../kit/extract.ts';

/**
 * Refuses (EnvironmentError) owners that no agency has: a run of nothing would look like one that found nothing. Where the
 * agencies cannot be read nothing is refused; the rules say that themselves.
 *
 * @param owners the first parts of agencies' codes
 */
export async function refuseUnknownOwners(
  sources: readonly ExtractSource[],
  owners: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const source = sources.find(({ name }) => name === 'administrative-units');
  if (!source || owners.length === 0) return;
  const known = await readOwners(source, signal).catch((error: unknown) => {
    if (error instanceof SourceUnavailableError) return undefined;
    throw error;
  });
  const unknown = known ? owners.filter((owner) => !known.has(owner)) : [];
  if (unknown.length > 0)
    throw new EnvironmentError(
      `--owner: no agency has a code that begins with ${unknown.join(' or ')}: expected an owner like G09`,
    );
}

async function readOwners(source: ExtractSource, signal: AbortSignal): Promise<Set<string>> {
  const agencies = (await source.describe()).find(({ name }) => name === 'agencies');
  if (!agencies) throw new SourceUnavailableError(source.name, 'does not give agencies');
  const column = Object.keys(agencies.columns).indexOf('id');
  const pieces: Buffer[] = [];
  for await (const piece of source.stream({ extracts: ['agencies'] }, signal))
    if ('data' in piece) pieces.push(piece.data);
  const rows = Buffer.concat(pieces).toString().split('\n');
  return new Set(rows.map((row) => (row.split('\t')[column] ?? '').split('.', 1)[0] as string));
}
