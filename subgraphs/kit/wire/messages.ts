/** What PostgreSQL is to infer by itself, or the one type that it would not find: its number in pg_type. */
export type ParameterType = 0 | 16 | 20;

/** Bytes of memory that messages are written into before more is taken. */
const slab = 64 * 1024;

/**
 * Messages to PostgreSQL (version 3 of its protocol, "extended query"), one after another in one buffer, until they are taken to
 * be sent. Values go as text, each with its length before it: none is ever part of a statement.
 *
 * Source: https://www.postgresql.org/docs/18/protocol-message-formats.html
 */
export function createMessages() {
  let buffer = Buffer.allocUnsafeSlow(slab);
  let start = 0;
  let end = 0;

  function reserve(bytes: number): void {
    if (end + bytes <= buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(slab, 2 * (end - start + bytes)));
    buffer.copy(larger, 0, start, end);
    end -= start;
    start = 0;
    buffer = larger;
  }

  function text(value: string): void {
    if (value.includes('\0')) throw new RangeError('a statement: expected a text without a null character');
    reserve(3 * value.length + 1);
    // To write nothing takes as long as to write a word.
    if (value !== '') end += buffer.write(value, end);
    buffer[end++] = 0;
  }

  function value(given: string | null): void {
    reserve(4 + 3 * (given?.length ?? 0));
    const length = given === null ? -1 : buffer.write(given, end + 4);
    end = buffer.writeInt32BE(length, end) + Math.max(0, length);
  }

  function short(number: number): void {
    reserve(2);
    end = buffer.writeUInt16BE(number, end);
  }

  /** One message: its letter, its length, and what `write` adds. Where it begins is told from `start`, because memory may move. */
  function message(letter: number, write: () => void): void {
    reserve(5);
    buffer[end] = letter;
    const length = end + 1 - start;
    end += 5;
    write();
    buffer.writeUInt32BE(end - start - length, start + length);
  }

  return {
    /** Keeps a statement under a name, or under '' until the next one. */
    parse: (name: string, statement: string, types: readonly ParameterType[]) =>
      message(0x50, () => {
        text(name);
        text(statement);
        short(types.length);
        reserve(4 * types.length);
        for (const type of types) end = buffer.writeUInt32BE(type, end);
      }),
    /** Asks what a statement's rows are made of. */
    describe: (name: string) =>
      message(0x44, () => {
        reserve(1);
        buffer[end++] = 0x53;
        text(name);
      }),
    /** Runs a statement that is kept, to its end. */
    run: (name: string, parameters: readonly (string | null)[]) => {
      message(0x42, () => {
        text('');
        text(name);
        short(0);
        short(parameters.length);
        for (const parameter of parameters) value(parameter);
        short(0);
      });
      message(0x45, () => {
        text('');
        reserve(4);
        end = buffer.writeUInt32BE(0, end);
      });
    },
    /** Forgets a statement; one that is not there too. */
    close: (name: string) =>
      message(0x43, () => {
        reserve(1);
        buffer[end++] = 0x53;
        text(name);
      }),
    /** Ends what belongs together: a transaction that was not begun by a statement, and what is left out after an error. */
    sync: () => message(0x53, () => {}),
    /** What was written since it was last taken. */
    take: (): Buffer => {
      const taken = buffer.subarray(start, end);
      start = end;
      return taken;
    },
  };
}
