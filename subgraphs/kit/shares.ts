import { badUserInput } from './errors.ts';

type Counted = { count: number | null };

/** What `share` of the schema is asked with: the groups of which all together are the whole; without one it is all that was counted. */
type ShareArguments = { of?: readonly string[] | null };

/** A row with what its field `share` calls: a part of 1 to 4 decimals, null where one of the two counts is not told. */
export type WithShare<Row> = Row & { share: (given: ShareArguments) => Promise<number | null> };

type Grouped<Row> = {
  groupBy: readonly string[];
  keyOf: (row: Row, names: readonly never[]) => string;
  /** The same statistic under the same filter, by fewer groups. */
  ask: (groupBy: never[]) => Promise<Row[]>;
};

/**
 * Gives rows their share: the number told of the group in the number told of the whole, which can both be asked for. So it tells no
 * more than they do, and a whole that may not be asked for is refused here as well. Each whole is one statement more.
 */
export function withShares<Row extends Counted>(rows: Row[], { groupBy, keyOf, ask }: Grouped<Row>): WithShare<Row>[] {
  const asked = new Map<string, Promise<Map<string, number | null>>>();
  const wholesBy = (names: never[]) => {
    const known = asked.get(names.join());
    if (known) return known;
    const counts = ask(names).then((wholes) => new Map(wholes.map((whole) => [keyOf(whole, names), whole.count])));
    asked.set(names.join(), counts);
    return counts;
  };
  return rows.map((row) => ({
    ...row,
    share: async ({ of }) => {
      const names = groupBy.filter((name) => of?.includes(name)) as never[];
      if (of?.some((name) => !groupBy.includes(name)))
        throw badUserInput('Argument "of": expected groups that "groupBy" names too.');
      const whole = (await wholesBy(names)).get(keyOf(row, names));
      return row.count === null || !whole ? null : Number((row.count / whole).toFixed(4));
    },
  }));
}
