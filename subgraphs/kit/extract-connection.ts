import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import postgres, { type Sql } from 'postgres';
import { everything } from './claims.ts';
import type { ServingUrls } from './database-urls.ts';
import { refuseUnrestricted, roleQuestion } from './restricted-role.ts';

type ConnectionOptions = {
  urls: ServingUrls;
  /** The subgraph's, for pg_stat_activity. */
  name: string;
  /** The names of the tables that hold no one. */
  open: readonly string[];
};

export type ExtractConnection = {
  /** In a transaction that only reads, in one snapshot of the database. */
  sql: Sql;
  /** At once, whatever it is doing; PostgreSQL gives up when it notices. */
  cut: () => void;
};

/**
 * A connection for one reading of extracts. By the role of statistics, which sees every row; without one by the
 * application's, with claims that reach every row. RoleError where it would see fewer, in silence. No bound on how long a
 * statement takes: the readers watch whether anything moves.
 */
export async function openExtractConnection({ urls, name, open }: ConnectionOptions): Promise<ExtractConnection> {
  const role = urls.statistics === undefined ? 'application' : 'statistics';
  let socket: Socket | undefined;
  const sql = postgres(urls.statistics ?? urls.application, {
    max: 1,
    max_lifetime: null,
    idle_timeout: 0,
    fetch_types: false,
    prepare: false,
    onnotice: () => {},
    // A connection that is opened again would have another snapshot. And the client's own way to end one waits for
    // PostgreSQL, which waits for us to read.
    socket: async (options: { host: string[]; port: number[]; path?: string | (() => string) | false }) => {
      if (socket) throw Object.assign(new Error('the connection is lost'), { code: 'CONNECTION_CLOSED' });
      socket = await connectSocket(options);
      return socket;
    },
    connection: {
      application_name: `lienthong ${name} extract`,
      statement_timeout: 0,
      idle_in_transaction_session_timeout: 600_000,
      client_connection_check_interval: 5_000,
      DateStyle: 'ISO, YMD',
      standard_conforming_strings: 'on',
      TimeZone: 'UTC',
      // For lists of keys and grouped months: hashing and sorting in memory.
      work_mem: '64MB',
      jit: 'off',
    },
  } as never);
  const cut = () => {
    socket?.destroy();
    sql.end({ timeout: 0 }).catch(() => {});
  };
  try {
    const [answer] = await sql.unsafe(roleQuestion);
    refuseUnrestricted(role, open, answer);
    await sql.unsafe('begin isolation level repeatable read read only');
    if (role === 'application') await sql.unsafe(`set local lienthong.claims = '${everything}'`);
    return { sql, cut };
  } catch (error) {
    cut();
    throw error;
  }
}

async function connectSocket({
  host: [host = 'localhost'],
  port: [port = 5432],
  path,
}: SocketAddress): Promise<Socket> {
  const unix = typeof path === 'function' ? path() : path;
  const socket = unix ? connect(unix) : connect({ host, port });
  const late = setTimeout(
    () => socket.destroy(Object.assign(new Error('no connection in time'), { code: 'CONNECT_TIMEOUT' })),
    5_000,
  );
  try {
    await once(socket, 'connect');
  } finally {
    clearTimeout(late);
  }
  // By which postgres.js checks a certificate.
  return Object.assign(socket, { host, port });
}

type SocketAddress = { host: string[]; port: number[]; path?: string | (() => string) | false };
