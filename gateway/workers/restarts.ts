/** How a worker that has ended is replaced. Milliseconds. */
const rules = {
  /** One that lived longer had started well. */
  steady: 10_000,
  /** How many may end sooner, one after another. */
  tries: 5,
  first: 100,
  most: 5_000,
};

/**
 * Decides when a worker that has ended is replaced: later each time that one does not live long, and not at all when too many in
 * a row do not.
 */
export function createRestarts() {
  let quick = 0;
  return {
    /**
     * @param lived milliseconds between its start and its end
     * @param asked whether it ended because somebody told it to: that is no failure
     * @returns milliseconds to wait; undefined to give up
     */
    delayAfter(lived: number, asked: boolean): number | undefined {
      quick = asked || lived >= rules.steady ? 0 : quick + 1;
      if (quick > rules.tries) return undefined;
      return quick === 0 ? 0 : Math.min(rules.most, rules.first * 2 ** (quick - 1));
    },
  };
}
