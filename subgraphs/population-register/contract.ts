import { z } from 'zod';

/** Where a lookup is sent, below the register's address. */
export const LOOKUP_PATH = 'v1/lookups';

/** The most numbers a lookup may have. */
export const MAX_NUMBERS = 1000;

const personalNumber = z.string().regex(/^\d{12}$/);

export const lookupRequest = z.object({
  numbers: z.array(personalNumber).min(1).max(MAX_NUMBERS),
});

const identity = {
  number: personalNumber,
  fullName: z.string().min(1).max(200),
  sex: z.enum(['MALE', 'FEMALE']),
  birthDate: z.iso.date(),
};

/** One answer. Fields that are not named here are not read: the register may add some. */
export const citizenAnswer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('ALIVE'), ...identity }),
  z.object({ status: z.literal('DECEASED'), ...identity, diedOn: z.iso.date() }),
  z.object({ status: z.literal('SUPERSEDED'), ...identity, supersededBy: personalNumber }),
  z.object({ status: z.literal('UNKNOWN'), number: personalNumber }),
]);

export const lookupResponse = z.object({ answers: z.array(citizenAnswer) });
