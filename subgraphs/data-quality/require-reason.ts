import { badUserInput } from '../kit/errors.ts';

const limits = { lettersAndDigits: 10, characters: 1_000 };

/** What takes no room on a screen, so that nobody reads it: control and format characters, fillers that pass for letters, halves of characters. */
const unseen = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** 9 digits or more, as in an identity number of either form, an insurance number, a tax code: also written in groups. */
const longNumber = /(?:\p{N}[\s.\p{Pd}]*){9}/u;

/**
 * A reason as it is kept: composed (NFC), without what cannot be seen, trimmed. BAD_USER_INPUT where it says too little or too
 * much, or holds a number that may be a person's: it is shown to everyone who sees the finding.
 */
export function requireReason(given: string): string {
  const reason = given.replaceAll(/\r\n?/g, '\n').replaceAll(unseen, '').replaceAll('\t', ' ').normalize('NFC').trim();
  // By characters as people count them, which UTF-16 does not.
  const said = reason.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (said < limits.lettersAndDigits || [...reason].length > limits.characters)
    throw badUserInput('Argument "reason": expected at most 1,000 characters, with 10 letters or digits in them.');
  if (longNumber.test(reason))
    throw badUserInput('Argument "reason": expected a text without personal numbers: fewer than 9 digits in a row.');
  return reason;
}
