import { badUserInput } from './errors.ts';

/** What `share` of the schema is asked with: the groups of which all together are the whole; without one it is all that was counted. */
type ShareArguments = { of?: readonly string[] | null };

/** A row with what its field `share` calls: a part of 1 to 4 decimals, null where one of the two counts is not told. */
export type WithShare<Row, Measure = unknown> = Row & {
  share: (given: ShareArguments & { measure?: Measure }) => Promise<number | null>;
};

type Grouped<Row, Measure> = {
  /** The number of a row that the share is of, by the field's argument where a row has several. */
  countOf: (row: Row, measure: Measure) => number | null;
  groupBy: readonly string[];
  keyOf: (row: Row, names: readonly never[]) => string;
  /** The same statistic under the same filter, by fewer groups. */
  ask: (groupBy: never[]) => Promise<Row[]>;
};

/**
 * Gives rows their share: the number told of the group in the number told of the whole, which can both be asked for. So it tells no
 * more than they do, and a whole that may not be asked for is refused here as well. Each whole is one statement more.
 */
export function withSharesOf<Row, Measure>(
  rows: Row[],
  { countOf, groupBy, keyOf, ask }: Grouped<Row, Measure>,
): WithShare<Row, Measure>[] {
  const asked = new Map<string, Promise<Map<string, Row>>>();
  const wholesBy = (names: never[]) => {
    const known = asked.get(names.join());
    if (known) return known;
    const wholes = ask(names).then((rows) => new Map(rows.map((whole) => [keyOf(whole, names), whole])));
    asked.set(names.join(), wholes);
    return wholes;
  };
  return rows.map((row) => ({
    ...row,
    share: async ({ of, measure }) => {
      const names = groupBy.filter((name) => of?.includes(name)) as never[];
      if (of?.some((name) => !groupBy.includes(name)))
        throw badUserInput('Argument "of": expected groups that "groupBy" names too.');
      const whole = (await wholesBy(names)).get(keyOf(row, names));
      const count = countOf(row, measure as Measure);
      const all = whole && countOf(whole, measure as Measure);
      return count === null || !all ? null : Number((count / all).toFixed(4));
    },
  }));
}

/** The same for rows that have one number, their `count`. */
export const withShares = <Row extends { count: number | null }>(
  rows: Row[],
  grouped: Omit<Grouped<Row, unknown>, 'countOf'>,
): WithShare<Row>[] => withSharesOf(rows, { ...grouped, countOf: ({ count }) => count });
