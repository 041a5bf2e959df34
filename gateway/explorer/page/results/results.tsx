import type { Answered, Ask } from '../ask.ts';

/** What stands under the JSON of an answer. */
export function Results({ answered }: { answered: Answered; ask: Ask }) {
  return <p>{answered.status}</p>;
}
