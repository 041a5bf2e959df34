import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLObjectType, getNamedType } from 'graphql';
import { tablesOf } from '../../subgraphs/data-quality/rules/catalogue.ts';
import type { Rule } from '../../subgraphs/data-quality/rules/rule.ts';
import { newestMonth } from '../../subgraphs/data-quality/rules/sql.ts';
import { type Holder, readRules } from '../access/matrix/rules.ts';

/** Where the graph itself shows what is in a staged table. */
const shownBy: Record<string, string[]> = {
  'administrative_units.units': ['Query.administrativeUnits'],
  'administrative_units.successions': ['AdministrativeUnit.successors'],
  'administrative_units.agencies': ['Query.agencies'],
  'officials.officials': ['Query.officials'],
  'officials.salary_steps': ['Official.salarySteps'],
  'officials.ratings': ['Official.ratings'],
  'officials.disciplines': ['Official.disciplines'],
  'officials.payroll_quotas': ['Agency.payrollQuota'],
  'labor_employment.workers': ['Query.workers'],
  'labor_employment.contracts': ['Worker.contracts'],
  'labor_employment.claims': ['Query.unemploymentClaims'],
  // The register itself is open to any token; what is wrong with an employer is for who may see its workers.
  'labor_employment.employers': ['Query.employers', 'Employer.contracts'],
  'social_security.insured_persons': ['Query.insuredPersons'],
  'social_security.contributions': ['InsuredPerson.contributions'],
  'social_security.benefits': ['Query.benefits'],
  'social_security.pensions': ['Query.pensions'],
  'social_security.social_pensions': ['Query.socialPensions'],
  // Who is old and lives is known by the health cards, who is poor by the households.
  'social_security.elders': ['Query.healthCards', 'Query.poorHouseholds'],
  'social_security.insurance_numbers': ['InsuredPerson.insuranceNumbers'],
};

/** Where the graph shows what a rule finds from somebody's age on, as a date. */
const agesShownBy: Record<string, string> = {
  'retirement-overdue': 'Official.retirementDate',
  'elder-without-pension': 'InsuredPerson.socialPensionAgeOn',
};

const rules = readRules();
const api = buildSchema(readFileSync('schema/api.graphql', 'utf8'));

/** Whether the graph shows a caller all that a rule reads: by the rules of the fields that their owners declare. */
export function isShown(rule: Rule, holder: Holder): boolean {
  // The newest month of all is about nobody; a person's own last one has a rule beside that of its record.
  const readsLastMonth = rule.found.replaceAll(newestMonth, '').includes('last_contribution_month');
  const fields = tablesOf(rule).flatMap((table) => shownBy[table] ?? [`${table} is shown by no field`]);
  const lastMonth = readsLastMonth ? ['InsuredPerson.lastContributionMonth'] : [];
  const age = agesShownBy[rule.id] ? [agesShownBy[rule.id] as string] : [];
  return [...fields, ...lastMonth, ...age].every((coordinate) => {
    const [type = '', field = ''] = coordinate.split('.');
    const definition = (api.getType(type) as GraphQLObjectType | undefined)?.getFields()[field];
    if (!definition) throw new Error(`no field ${coordinate}`);
    return rules.allowsField(holder, type, field, getNamedType(definition.type).name);
  });
}
