import type { CitizenAnswer } from './register.ts';
import { isSameName } from './same-name.ts';

export type CitizenOutcome = 'MATCHED' | 'MISMATCH' | 'NOT_FOUND' | 'DECEASED' | 'SUPERSEDED';
export type CitizenField = 'FULL_NAME' | 'SEX' | 'BIRTH_DATE';

/** What a record says of its person; dates are yyyy-MM-dd. */
export type Recorded = { fullName: string; sex: string; birthDate: string; deceased: boolean };

export type Comparison = {
  outcome: CitizenOutcome;
  /** With MISMATCH, and with DECEASED where the dead person may be another. */
  mismatchedFields: CitizenField[];
  supersedingNumber: string | null;
  /** Whether the record says what the register says: matched, or dead in both. */
  agrees: boolean;
};

/** Compares a record with the register's answer for its number. `answer` is null for a number that the register cannot have. */
export function compare(record: Recorded, answer: CitizenAnswer | null): Comparison {
  const found = (outcome: CitizenOutcome, rest: Partial<Comparison> = {}): Comparison => ({
    outcome,
    mismatchedFields: [],
    supersedingNumber: null,
    agrees: outcome === 'MATCHED',
    ...rest,
  });
  if (answer === null || answer.status === 'UNKNOWN') return found('NOT_FOUND');
  // The number has to be mended first; what else differs, the next comparison tells.
  if (answer.status === 'SUPERSEDED') return found('SUPERSEDED', { supersedingNumber: answer.supersededBy });
  const mismatchedFields = differences(record, answer);
  if (answer.status === 'DECEASED')
    return found('DECEASED', { mismatchedFields, agrees: record.deceased && mismatchedFields.length === 0 });
  return mismatchedFields.length > 0 ? found('MISMATCH', { mismatchedFields }) : found('MATCHED');
}

function differences(record: Recorded, citizen: { fullName: string; sex: string; birthDate: string }): CitizenField[] {
  const fields: CitizenField[] = [];
  if (!isSameName(record.fullName, citizen.fullName)) fields.push('FULL_NAME');
  if (record.sex !== citizen.sex) fields.push('SEX');
  if (record.birthDate !== citizen.birthDate) fields.push('BIRTH_DATE');
  return fields;
}
