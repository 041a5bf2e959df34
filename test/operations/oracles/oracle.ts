import type { Databases } from '../databases.ts';

/** What an operation should answer, told by SQL written by hand: `data` as a client should receive it. */
export type Oracle = (databases: Databases, variables: never) => Promise<object>;

/** The variables of a paged operation. */
export type Paged = { first: number };
