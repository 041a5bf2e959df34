import type { Answered, Ask } from '../ask.ts';

/** What stands under the JSON of an answer. */
export function Results({ answered }: { answered: Answered | undefined; ask: Ask }) {
  return answered ? <p>{answered.status}</p> : null;
}
