const maxCodes = 100;
const suitable = /^[A-Z][A-Z_]{1,63}$/;

/**
 * Error codes fit for a label: those of subgraphs that are not ours may be any text, so what is no code, or one too many,
 * becomes "other".
 */
export function createCodes(): { label: (code: string) => string } {
  const known = new Set<string>();
  return {
    label(code) {
      if (known.size < maxCodes && suitable.test(code)) known.add(code);
      return known.has(code) ? code : 'other';
    },
  };
}
