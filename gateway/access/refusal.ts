import { GraphQLError } from 'graphql';
import { type LegalBasis, legalBasisOf } from './legal-basis.ts';
import type { Missing } from './missing.ts';
import { declaredPurpose, policies } from './policies.ts';

/** Why a field is not told to a caller: all of its errors say the same. */
export type Refusal = { message: string; missing: Missing; legalBasis: LegalBasis[] };

type Refused = {
  /** `Official.birthDate`. */
  coordinate: string;
  /** What of the field's arguments is refused, as `filter.bornFrom`; the field itself where empty. */
  inputs: string[];
  missing: Missing;
  isPersonal: boolean;
  day: string;
  /** What would help, in development. */
  hint?: string | undefined;
};

/** Says in plain words what a caller lacks; names of the schema alone, never a value. */
export function createRefusal({ coordinate, inputs, missing, isPersonal, day, hint }: Refused): Refusal {
  const what = inputs.length > 0 ? `"${coordinate}" with ${inputs.join(' and ')}` : `"${coordinate}"`;
  const needs = describe(missing);
  const reason = needs.length > 0 ? `needs ${needs.join(' and ')}.` : 'declares no access rule: nobody is told.';
  const message = `${what} ${reason}`;
  return {
    message: hint ? `${message} ${hint}` : message,
    missing,
    legalBasis: legalBasisOf(isPersonal, day),
  };
}

/** A refused field at one place of the answer. */
export type RefusedPlace = { refusal: Refusal; path: (string | number)[] };

/** The errors of refused fields. */
export function refusalErrors(places: readonly RefusedPlace[]): GraphQLError[] {
  const { stackTraceLimit } = Error;
  // Where it was made tells nothing of such an error, and would cost three times the rest of an answer's completion.
  Error.stackTraceLimit = 0;
  try {
    return places.map(
      ({ refusal: { message, missing, legalBasis }, path }) =>
        new GraphQLError(message, { path, extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', missing, legalBasis } }),
    );
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** What stands for the errors beyond those that an answer lists. */
export function uncountedError(rest: number): GraphQLError {
  return new GraphQLError(`${rest} more places of the answer are refused for the same reasons.`, {
    extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' },
  });
}

function describe({ authentication, scopes, policies: named = [], purpose }: Missing): string[] {
  const isOneScope = scopes?.every((all) => all.length === 1);
  // The purpose is told once, with the list of them.
  const other = named.map((all) => all.filter((name) => name !== declaredPurpose).map(describePolicy));
  return [
    ...(authentication ? ['a token'] : []),
    ...(scopes ? [`the ${isOneScope ? 'scope' : 'scopes'} ${anyOf(scopes)}`] : []),
    ...(other.some((all) => all.length > 0) ? [anyOf(other)] : []),
    ...(purpose ? [`a declared purpose (x-purpose: one of ${purpose.join(', ')})`] : []),
  ];
}

const describePolicy = (name: string) => policies.get(name)?.description ?? `the policy ${name}`;

/** Empty where no list would do. */
const anyOf = (lists: string[][]) => lists.map((all) => all.join(' and ')).join(', or ') || 'that nobody has';
