import postgres, { type PostgresError } from 'postgres';

/** The letters of PostgreSQL's messages that are looked at. */
export const letters = {
  row: 0x44,
  fields: 0x54,
  complete: 0x43,
  error: 0x45,
  ready: 0x5a,
} as const;

/** Told of each message: its letter, and where in `data` its content lies. */
type OnMessage = (letter: number, data: Buffer, start: number, end: number) => void;

/** Cuts what arrives into messages. */
export function createReader(onMessage: OnMessage): (chunk: Buffer) => void {
  let kept: Buffer[] = [];
  let size = 0;
  let needed = 0;
  return (chunk) => {
    kept.push(chunk);
    size += chunk.length;
    // A long message is put together once, and not for each part of it.
    if (size < needed) return;
    const data = kept.length === 1 ? chunk : Buffer.concat(kept);
    let at = 0;
    while (at + 5 <= data.length) {
      const end = at + 1 + data.readUInt32BE(at + 1);
      if (end > data.length) break;
      onMessage(data[at] as number, data, at + 5, end);
      at = end;
    }
    size = data.length - at;
    kept = size === 0 ? [] : [data.subarray(at)];
    needed = size < 5 ? 5 : 1 + data.readUInt32BE(at + 1);
  };
}

/** How a column is called, and what makes a value of its text: the text itself without it. */
export type Field = { name: string; parse: ((text: string) => unknown) | undefined };

/** Source of the types' numbers: pg_type.dat of PostgreSQL 18. Lists, dates and large numbers stay text, for drizzle's columns. */
const parsers = new Map<number, (text: string) => unknown>([
  ...[21, 23, 26, 700, 701].map((number) => [number, Number] as const),
  [16, (text) => text === 't'],
  [17, (text) => Buffer.from(text.slice(2), 'hex')],
  [114, JSON.parse],
  [3802, JSON.parse],
]);

export function readFields(data: Buffer, start: number): Field[] {
  let at = start + 2;
  return Array.from({ length: data.readUInt16BE(start) }, () => {
    const end = data.indexOf(0, at);
    const name = data.toString('utf8', at, end);
    const type = data.readUInt32BE(end + 7);
    at = end + 19;
    return { name, parse: parsers.get(type) };
  });
}

/** Bytes: longer values are rare, and read faster by themselves than they are looked through. */
const short = 64;

/**
 * One row's values, in the order of its fields. The row is made text once, and most values are parts of it: to ask Buffer for the text of
 * each took longer than all else that is done with a row. So whoever keeps a value keeps its row in memory.
 */
export function readRow(data: Buffer, start: number, end: number, fields: readonly Field[]): unknown[] {
  const values = new Array<unknown>(fields.length);
  const row = data.toString('latin1', start, end);
  let at = start + 2;
  for (let place = 0; place < fields.length; place++) {
    const length = data.readInt32BE(at);
    at += 4;
    if (length < 0) {
      values[place] = null;
      continue;
    }
    const to = at + length;
    const isPart = length <= short && isAscii(data, at, to);
    const text = isPart ? row.substring(at - start, to - start) : data.toString('utf8', at, to);
    const parse = fields[place]?.parse;
    values[place] = parse ? parse(text) : text;
    at = to;
  }
  return values;
}

function isAscii(data: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if ((data[at] as number) > 127) return false;
  return true;
}

/** What the parts of an error are called by postgres.js, whose errors others look for. */
const parts: Record<string, string> = {
  S: 'severity_local',
  V: 'severity',
  C: 'code',
  M: 'message',
  D: 'detail',
  H: 'hint',
  P: 'position',
  p: 'internal_position',
  q: 'internal_query',
  W: 'where',
  s: 'schema_name',
  t: 'table_name',
  c: 'column_name',
  d: 'data type_name',
  n: 'constraint_name',
  F: 'file',
  L: 'line',
  R: 'routine',
};

export function readError(data: Buffer, start: number, end: number): PostgresError {
  const texts = data.toString('utf8', start, end).split('\0');
  const found = texts.filter((text) => text !== '').map((text) => [parts[text.charAt(0)], text.slice(1)]);
  const Told = postgres.PostgresError as unknown as new (told: object) => PostgresError;
  return new Told(Object.fromEntries(found));
}
