import { rules } from '../data-quality/rules/catalogue.ts';
import { EnvironmentError } from '../kit/environment.ts';
import { isDate } from '../law/calendar.ts';

/** What `npm run quality` was told. */
export type QualityArguments = {
  rule?: string[] | undefined;
  owner?: string[] | undefined;
  since?: string | undefined;
  full?: boolean | undefined;
  'as-of'?: string | undefined;
  'no-match'?: boolean | undefined;
};

/** The rules and owners to which a run is limited; EnvironmentError where it was told what it cannot do. */
export function readQualityArguments({ rule, owner, since, full, 'as-of': asOf }: QualityArguments) {
  const unknown = rule?.filter((id) => !rules.some((known) => known.id === id)) ?? [];
  if (unknown.length > 0)
    throw new EnvironmentError(
      `--rule: no rule "${unknown.join('", "')}": expected ${rules.map(({ id }) => id).join(', ')}`,
    );
  if (owner?.some((id) => !/^[A-Z]\d{2}$/.test(id)))
    throw new EnvironmentError("--owner: expected the first part of an agency's code, like G09");
  for (const [name, date] of Object.entries({ since, 'as-of': asOf }))
    if (date !== undefined && !isDate(date)) throw new EnvironmentError(`--${name}: expected a date as yyyy-MM-dd`);
  if (full && since !== undefined)
    throw new EnvironmentError('--full or --since: expected one of them, everything or what was updated since');
  return { rules: rule, owners: owner };
}
