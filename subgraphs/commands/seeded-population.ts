import type { Sql } from 'postgres';
import type { SeededPopulation } from '../data-quality/seeded-faults.ts';
import { EnvironmentError } from '../kit/environment.ts';
import { personKey } from '../kit/person-key.ts';
import { createPopulation } from '../population/create-population.ts';
import { recordId } from '../population/record-id.ts';
import type { Story } from '../population/story.ts';

/** As many officials as can be generated, and how many ids are asked for at once. */
const MOST = 2_000_000;
const STEP = 1_000;

/**
 * The population that filled the databases, told by the records that a run has staged from them: an id is a function of the
 * official's place in the population, so the highest one there tells how many there are.
 *
 * @param sql the database data_quality, as its owner, after a run
 * @throws EnvironmentError where a database holds other records, of another number of officials, or under another key
 */
export async function seededPopulation(
  sql: Sql,
  { key, onProgress }: { key: Buffer; onProgress?: (done: number, total: number) => void },
): Promise<SeededPopulation> {
  const officials = await countOfficials(sql);
  const population = createPopulation({ officials, personKey: key, ...(onProgress && { onProgress }) });
  const workers = outermostWorkers(population);
  const expected: Record<string, [string, string][]> = {
    'officials.officials': [population.story(0), population.story(officials - 1)].map((story) => [
      recordId('officials', 'official', story.index),
      personKey(story.officials()[0]?.personalNumber ?? '', key),
    ]),
    'labor_employment.workers': workers.map((story) => [
      recordId('labor-employment', 'worker', story.index),
      personKey(story.labour()?.personalNumber ?? '', key),
    ]),
    'social_security.insured_persons': workers
      .filter((story) => story.socialSecurity().insured.length > 0)
      .map((story) => [
        recordId('social-security', 'insured-person', story.index),
        personKey(story.socialSecurity().insured[0]?.personalNumber ?? '', key),
      ]),
  };
  for (const [table, rows] of Object.entries(expected)) {
    const ids = rows.map(([id]) => id);
    const found = await sql<{ id: string; person: string }[]>`
      select id, person_id as person from ${sql(table)} where id = any(${ids}::uuid[])`;
    const people = new Map(found.map(({ id, person }) => [id, person]));
    if (rows.some(([id, person]) => people.get(id) !== person)) throw notGenerated(table, officials);
  }
  return population;
}

const notGenerated = (table: string, officials: number) =>
  new EnvironmentError(
    `--verify: expected ${table} to hold the generated records of ${officials.toLocaleString('en-US')} officials under this PERSON_KEY; it holds others. \`npm run seed\` fills all databases alike`,
  );

async function countOfficials(sql: Sql): Promise<number> {
  const thousands = await highestPlace(sql, 0, STEP, MOST / STEP);
  const place = thousands === null ? null : await highestPlace(sql, thousands, 1, STEP);
  if (place === null)
    throw new EnvironmentError(
      '--verify: expected records that the generator made in officials.officials; `npm run seed` makes them',
    );
  return place + 1;
}

/** The highest of some places in the population, `step` apart, whose official has a record; null where none has. */
async function highestPlace(sql: Sql, from: number, step: number, count: number): Promise<number | null> {
  const places = new Map(
    Array.from({ length: count }, (_, at) => {
      const place = from + at * step;
      return [recordId('officials', 'official', place), place];
    }),
  );
  const rows = await sql<{ id: string }[]>`
    select id from officials.officials where id = any(${[...places.keys()]}::uuid[])`;
  return rows.length === 0 ? null : Math.max(...rows.map(({ id }) => places.get(id) as number));
}

/** The first and the last twenty workers of a population: in one of another size their places are those of other people. */
function outermostWorkers({ officials, size, story }: SeededPopulation): Story[] {
  let end = size;
  while (story(end - 1).kind !== 'WORKER') end--;
  const places = Array.from({ length: 20 }, (_, at) => [officials + at, end - 1 - at]).flat();
  return places.map((place) => story(place)).filter(({ kind }) => kind === 'WORKER');
}
