import type { Socket } from 'node:net';
import postgres, { type Row, type Sql } from 'postgres';
import { createExchange } from './exchange.ts';
import { type Address, type Encryption, encryptionOf, openSocket } from './socket.ts';

export type DatabaseAddress = {
  url: string;
  /** Settings of the connection, by their names in PostgreSQL. */
  settings: Record<string, string | number>;
};

type Options = DatabaseAddress & {
  /** Settings that stand whatever the address says, which may name settings too. */
  always: Record<string, string>;
  /** Asked then. */
  question: string;
  /** Statements that are kept from the beginning, by the names that they are run by. */
  kept: Record<string, string>;
  onLost: () => void;
};

/** Of each address that was opened, as its settings say: read once, because postgres.js makes a client of its own to read it. */
const encryptions = new Map<string, Encryption>();

function encryptionAt(url: string): Encryption {
  const known = encryptions.get(url) ?? encryptionOf(url);
  encryptions.set(url, known);
  return known;
}

/** Milliseconds for all of it: postgres.js bounds parts of it alone. */
const openWithin = 7_000;

/**
 * A connection that has been let in. postgres.js does what needs care at its start (addresses, authentication, settings) and ends it;
 * between, what is sent and answered is the exchange's, for postgres.js sends each statement by itself. Its version is pinned.
 * CONNECT_TIMEOUT where it takes too long.
 */
export async function openExchange({ url, settings, always, question, kept, onLost }: Options) {
  const opening = AbortSignal.timeout(openWithin);
  let socket: Socket | undefined;
  let isLost = false;
  const client: Sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    idle_timeout: 0,
    // Asked beside everything else, where a connection that is cut would end the process.
    fetch_types: false,
    ssl: false,
    onnotice: () => {},
    connection: settings as never,
    onclose: () => exchange?.lose(closed()),
    socket: async (address: Address) => {
      socket = await openSocket(address, encryptionAt(url), opening);
      return socket;
    },
  } as object);
  let exchange: ReturnType<typeof createExchange> | undefined;
  const end = () => {
    if (isLost) return;
    isLost = true;
    client.end({ timeout: 0 }).catch(() => {});
    // Where the other end is gone it hears no goodbye.
    socket?.unref();
  };
  try {
    const set = Object.entries(always).map(([name, value]) => `set ${name} = ${value}`);
    await inTime(client.unsafe(set.join('; ')), opening);
    const [answer] = await inTime(client.unsafe<Row[]>(question), opening);
    if (!socket) throw closed();
    socket.removeAllListeners('data');
    exchange = createExchange(socket, {
      onLost: () => {
        end();
        onLost();
      },
    });
    await exchange.send({
      statements: 0,
      fields: [],
      write: (messages) => {
        for (const [name, text] of Object.entries(kept)) messages.parse(name, text, []);
      },
    });
    return { exchange, answer };
  } catch (error) {
    end();
    socket?.destroy();
    throw error;
  }
}

function inTime<T>(asked: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const refuse = () => reject(Object.assign(new Error('the database does not let us in'), { code: 'CONNECT_TIMEOUT' }));
  signal.addEventListener('abort', refuse, { once: true });
  return Promise.race([asked, late]).finally(() => signal.removeEventListener('abort', refuse));
}

const closed = () => Object.assign(new Error('the connection is lost'), { code: 'CONNECTION_CLOSED' });
