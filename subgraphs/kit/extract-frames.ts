import { failures } from './extract-failure.ts';

/**
 * An extract over HTTP: frames of one byte for the kind, four for the length of what follows (big-endian), and that. Only an
 * END says that all was sent: an answer without one was cut off, whatever HTTP says of it.
 *
 * - EXTRACT: the name of the one whose rows follow
 * - DATA: a piece of its rows, as COPY text
 * - ROWS: how many they were, in digits; none follow
 * - END: nothing follows
 * - FAILURE: its key (extract-failure.ts); nothing follows
 * - ALIVE: nothing yet, but PostgreSQL is at work
 */
export const frameKinds = { EXTRACT: 0x58, DATA: 0x44, ROWS: 0x52, END: 0x5a, FAILURE: 0x46, ALIVE: 0x41 } as const;

export type FrameKind = keyof typeof frameKinds;
export type Frame = { kind: FrameKind; payload: Buffer };

/** Of a payload. Whoever reads holds one at a time. */
export const maxPayload = 1 << 20;

const headBytes = 5;
const kinds = new Map<number, FrameKind>(
  Object.entries(frameKinds).map(([kind, byte]) => [byte, kind as FrameKind] as const),
);

/** A frame as it goes over the wire. RangeError for a payload that no reader would take. */
export function encodeFrame(kind: FrameKind, payload: Buffer | string = ''): Buffer[] {
  const bytes = Buffer.from(payload as Buffer);
  if (bytes.length > maxPayload) throw new RangeError(`expected at most ${maxPayload} bytes in a frame`);
  const head = Buffer.alloc(headBytes);
  head.writeUInt8(frameKinds[kind]);
  head.writeUInt32BE(bytes.length, 1);
  return [head, bytes];
}

/** An answer that is no sequence of frames. Holds none of its bytes. */
export class FrameError extends Error {
  readonly failure: 'MALFORMED' | 'TRUNCATED';
  constructor(failure: 'MALFORMED' | 'TRUNCATED') {
    super(failures[failure]);
    this.failure = failure;
  }
}

/** The frames of a body, up to its end. FrameError where it breaks off within one, or one is longer than any may be. */
export async function* decodeFrames(body: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  let need = headBytes;
  for await (const chunk of body) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes < need) continue;
    let rest = waiting.length === 1 ? chunk : Buffer.concat(waiting, bytes);
    for (need = sizeOf(rest); rest.length >= need; need = sizeOf(rest)) {
      yield { kind: kinds.get(rest.readUInt8()) as FrameKind, payload: rest.subarray(headBytes, need) };
      rest = rest.subarray(need);
    }
    waiting = rest.length > 0 ? [rest] : [];
    bytes = rest.length;
  }
  if (bytes > 0) throw new FrameError('TRUNCATED');
}

/** Of the frame at the beginning, with its head; of a head where that is not whole. */
function sizeOf(bytes: Buffer): number {
  if (bytes.length < headBytes) return headBytes;
  const length = bytes.readUInt32BE(1);
  if (!kinds.has(bytes.readUInt8()) || length > maxPayload) throw new FrameError('MALFORMED');
  return headBytes + length;
}
