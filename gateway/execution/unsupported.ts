/** Why a plan is not compiled, in a word that counts as a metric's label: its operations go to the stock executor. */
export type Reason =
  | 'introspection'
  | 'rewrites'
  | 'requires'
  | 'conditions'
  | 'node'
  | 'path'
  | 'typename'
  | 'size'
  | 'other';

/** Thrown while compiling what only the stock executor does. */
export class Unsupported extends Error {
  readonly reason: Reason;
  constructor(reason: Reason) {
    super(`not compiled: ${reason}`);
    this.reason = reason;
  }
}
