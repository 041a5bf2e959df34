import type { ExtractPiece } from '../../subgraphs/kit/extract.ts';

/** A stream to its end: each extract's rows as COPY text, and as counted. */
export async function collect(pieces: AsyncIterable<ExtractPiece>) {
  const found: Record<string, { text: string; rows: number | undefined }> = {};
  const chunks: Record<string, Buffer[]> = {};
  for await (const piece of pieces) {
    chunks[piece.extract] ??= [];
    if ('data' in piece) chunks[piece.extract]?.push(piece.data);
    found[piece.extract] = {
      text: Buffer.concat(chunks[piece.extract] ?? []).toString(),
      rows: 'rows' in piece ? piece.rows : undefined,
    };
  }
  return found;
}
