/** Said to whoever started us when workers cannot be, or do not stay up. */
export class WorkerError extends Error {}
