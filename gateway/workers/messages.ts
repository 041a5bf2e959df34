/** What the first process and its workers tell each other; other libraries use the same channel in forms of their own. */
export type WorkerMessage =
  /** From a worker: it answers at this address. */
  | { lienthong: 'ready'; url: string }
  /** From a worker, again and again: its event loop turns. */
  | { lienthong: 'alive' }
  /** To a worker: end in order. */
  | { lienthong: 'stop' };

export function isMessage<Kind extends WorkerMessage['lienthong']>(
  message: unknown,
  kind: Kind,
): message is Extract<WorkerMessage, { lienthong: Kind }> {
  return typeof message === 'object' && message !== null && 'lienthong' in message && message.lienthong === kind;
}
