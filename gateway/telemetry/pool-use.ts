/** How busy one pool of connections is at this moment. */
export type PoolUse = {
  subgraph: string;
  /** `http` to a service; `rows` and `statistics` are a database's. */
  pool: 'http' | 'rows' | 'statistics';
  /** Open connections. */
  open: number;
  /** Requests or statements that are sent or wait for a connection. */
  pending: number;
  /** How many connections there are at most. */
  limit: number;
};
