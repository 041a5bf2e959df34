import { expect, test } from 'vitest';
import { encode } from '../../gateway/http/encode.ts';

const letters = ['a', 'ễ', 'đ', '😀', '漢', '"', '\n', '\ud800'];

test.each([0, 1, 2_047, 2_048, 2_049, 100_000, 262_143, 262_144, 262_145, 400_000])(
  'a text of %i characters is written as node writes it, whatever was written before',
  (length) => {
    for (const letter of letters) {
      const text = letter.repeat(Math.ceil(length / letter.length)).slice(0, length);
      const one = encode(text);
      // Into the same room.
      encode('x'.repeat(10_000));
      expect(one.equals(Buffer.from(text))).toBe(true);
    }
  },
);
