import { FrameError } from './extract-frames.ts';

const lineFeed = 10;
const tab = 9;
const backslash = 92;

/**
 * Counts the rows of an extract that another process sent, piece by piece, and refuses (FrameError) what is not COPY text of
 * so many columns: a row too long or too short, or `\.`, at which PostgreSQL would stop reading as if all was there.
 */
export function createRowCounter(columns: number) {
  let rows = 0;
  let tabs = 0;
  /** What the current row begins with, where that is a backslash and one more byte. */
  let start = 0;
  let length = 0;
  return {
    add(data: Buffer): void {
      for (let index = 0; index < data.length; index++) {
        const byte = data[index];
        if (byte === lineFeed) {
          if (tabs !== columns - 1 || (length === 2 && start === 2)) throw new FrameError('MALFORMED');
          rows += 1;
          tabs = 0;
          start = 0;
          length = 0;
          continue;
        }
        if (byte === tab) tabs += 1;
        if (length < 2 && byte === (length === 0 ? backslash : 0x2e)) start += 1;
        length += 1;
      }
    },
    /** How many they were; FrameError where the last is not whole. */
    end(): number {
      if (length > 0) throw new FrameError('TRUNCATED');
      return rows;
    },
  };
}
