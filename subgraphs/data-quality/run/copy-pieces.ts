import { type ExtractPiece, SourceUnavailableError } from '../../kit/extract.ts';
import type { Session } from './session.ts';
import { columnList, type Described } from './shape.ts';

/**
 * Copies the pieces of some extracts into their tables, one after the other and no faster than PostgreSQL takes them.
 * SourceUnavailableError where the stream ends before each of them is whole.
 *
 * @param onRows told how many rows of the extracts are there, each time one is whole
 * @returns rows in all
 */
export async function copyPieces(
  session: Session,
  stream: AsyncIterable<ExtractPiece>,
  {
    source,
    schema,
    shape,
    onRows,
  }: { source: string; schema: string; shape: Described[]; onRows: (rows: number) => void },
): Promise<number> {
  const missing = new Set(shape.map(({ name }) => name));
  const pieces = stream[Symbol.asyncIterator]();
  let total = 0;
  let next = await pieces.next();
  try {
    while (!next.done) {
      const described = shape.find(({ name }) => name === next.value.extract);
      if (!described || !missing.has(described.name))
        throw new SourceUnavailableError(source, 'sent what was not asked for');
      const text = `copy ${schema}.${described.name} (${columnList(described)}) from stdin`;
      await session.copyFrom(text, dataOf(described.name)).catch((error: { code?: string }) => {
        // 22: what was sent is no value of the column. PostgreSQL's words would repeat it.
        if (!error.code?.startsWith('22')) throw error;
        throw new SourceUnavailableError(
          source,
          `sent what does not fit the columns of ${described.name} (${error.code})`,
        );
      });
      missing.delete(described.name);
    }
  } finally {
    // Lets the owner end its transaction, whatever happened.
    await pieces.return?.();
  }
  if (missing.size > 0) throw new SourceUnavailableError(source, 'ended before all was sent');
  return total;

  /** The data of one extract, up to the piece that tells its rows. */
  async function* dataOf(extract: string): AsyncIterable<Buffer> {
    for (; !next.done; next = await pieces.next()) {
      const piece = next.value;
      if (piece.extract !== extract) break;
      if ('data' in piece) yield piece.data;
      else {
        total += piece.rows;
        onRows(total);
        next = await pieces.next();
        return;
      }
    }
    throw new SourceUnavailableError(source, `ended in the middle of ${extract}`);
  }
}
