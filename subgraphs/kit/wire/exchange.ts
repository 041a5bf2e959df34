import type { Socket } from 'node:net';
import type { PostgresError } from 'postgres';
import { createReader, type Field, letters, readError, readFields, readRow } from './answers.ts';
import { createMessages } from './messages.ts';

/** What is sent in one go, up to a sync, and answered as one. */
export type Flight = {
  /** Writes it, without the sync. */
  write: (messages: ReturnType<typeof createMessages>) => void;
  /** How many statements it runs; the rows are those of the last. */
  statements: number;
  /** What its rows are made of, where that is known. */
  fields: readonly Field[] | undefined;
  /** Whether its transaction goes on after it. */
  goesOn?: boolean;
};

export type Landed = { rows: unknown[][]; fields: readonly Field[] };

type Waiting = Flight &
  Landed & { error?: PostgresError; left: number; land: (landed: Landed) => void; fail: (error: Error) => void };

type Options = {
  /** Told once when nothing is answered any longer, and why. */
  onLost: (cause: Error) => void;
};

/**
 * Flights to PostgreSQL on a connection that is open and let in. They are answered in the order in which they were sent, each up to
 * the message that says so. What is sent in one turn of the event loop leaves in one piece.
 */
export function createExchange(socket: Socket, { onLost }: Options) {
  const messages = createMessages();
  let waiting: Waiting[] = [];
  let first = 0;
  let isScheduled = false;
  let lostBy: Error | undefined;

  function lose(cause: Error): void {
    if (lostBy) return;
    lostBy = cause;
    const failed = waiting.slice(first);
    waiting = [];
    first = 0;
    onLost(cause);
    for (const { fail } of failed) fail(cause);
  }

  function leave(): void {
    isScheduled = false;
    if (!lostBy) socket.write(messages.take());
  }

  function receive(letter: number, data: Buffer, start: number, end: number): void {
    const flight = waiting[first];
    if (letter === letters.error) {
      const error = readError(data, start, end);
      // What nobody asked for, or ends the connection, is told of the connection.
      if (!flight || error.severity !== 'ERROR') throw error;
      flight.error = error;
    } else if (letter === letters.row) {
      if (flight?.left !== 1) throw outOfStep();
      flight.rows.push(readRow(data, start, end, flight.fields));
    } else if (letter === letters.ready) {
      if (!flight || (!flight.error && flight.left !== 0)) throw outOfStep();
      // Else the next statement would be under the claims of this one.
      if (!flight.goesOn && data[start] !== outsideTransactions) throw outOfStep();
      land(flight);
    } else if (flight && letter === letters.complete) flight.left -= 1;
    else if (flight && letter === letters.fields) flight.fields = readFields(data, start);
  }

  function land(flight: Waiting): void {
    first += 1;
    if (first === waiting.length) {
      waiting = [];
      first = 0;
    }
    if (flight.error) flight.fail(flight.error);
    else flight.land(flight);
  }

  const read = createReader(receive);
  socket.on('data', (chunk) => {
    try {
      if (!lostBy) read(chunk);
    } catch (error) {
      lose(error as Error);
    }
  });
  socket.on('error', lose);
  return {
    /** Rejects with what PostgreSQL says, or with why the connection was lost. */
    send: ({ write, statements, fields, goesOn = false }: Flight): Promise<Landed> => {
      if (lostBy) return Promise.reject(lostBy);
      write(messages);
      messages.sync();
      if (!isScheduled) {
        isScheduled = true;
        setImmediate(leave);
      }
      return new Promise((land, fail) => {
        waiting.push({ write, statements, goesOn, left: statements, rows: [], fields: fields ?? [], land, fail });
      });
    },
    lose,
  };
}

/** How PostgreSQL says, when it is ready, that no transaction is under way: I. */
const outsideTransactions = 0x49;

/** An answer that belongs to nothing sent, or to another statement than the one whose rows are wanted; a transaction left open. */
const outOfStep = () =>
  Object.assign(new Error('answers of the database are out of step'), { code: 'CONNECTION_CLOSED' });
