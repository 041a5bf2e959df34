/** What is asked and of which table, as the beginning of a fault, and why no index serves. */
type Allowance = [fault: RegExp, why: string];

/** Of what reads many rows by an index, for `N rows of TABLE read for M` (faults.ts): the question. */
const manyRead: Allowance[] = [
  [
    /: Query\.\w+ \{"filter":\{"name":/,
    'people of a common name are many, and stand together far down the list of all names',
  ],
  [
    /: Query\.\w+ total \{"filter":\{"(recordedTwice|duplicated|hasDiscipline|coefficientDiffers|besideContribution|receives\w+|inPoorHousehold|industries)":/,
    'what other records tell of each is counted by asking for each',
  ],
  [
    /: Query\.\w+ \{"filter":\{"(besideContribution|receivesPension)":true/,
    'few are so, and they are found by asking for each',
  ],
  [
    /"filter":\{"(paidAfterLeaving|retiringBefore|startedFrom|kind|insuredBaseBelow|scheme|ruleIds|taxCodeCheck|paidIn)":[^}]+\},"orderBy"|"filter":\{"paidIn":"2026-05"\}/,
    'what the filter asks for stands at the far end of the order: an index for each pair would cost every write',
  ],
  [
    /^of a province: Query\.\w+ \{/,
    'whoever answers for a province is shown its rows by a policy that no index knows: a filter that few of them meet reads the others too',
  ],
  [
    /^of a province: (Query\.(pensions|benefits) total|everything of (pensions|benefits):)/,
    'these are shown too where the insured person is, of another table: those of a whole province are asked for one by one',
  ],
  [
    /^of a province: everything of (AdministrativeUnit|Agency): \d+ rows of/,
    'of the lists of another province nothing is shown, which is known of each record alone',
  ],
];

const askedForEach = 'who is meant stands in other records, and a total of all asks them for each';

/** Of what reads a large table from end to end, for `Seq Scan of TABLE`: the whole question, and the table. Nothing else may. */
const wholeRead: Allowance[] = [
  [
    /^auditor: Query\.officials total \{"filter":\{"(recordedTwice|hasDiscipline|coefficientDiffers)":true\}\}: Seq Scan of officials$/,
    askedForEach,
  ],
  [
    /^auditor: Query\.workers total \{"filter":\{"industries":\[\{"code":"10","edition":"VSIC_2025"\}\]\}\}: Seq Scan of employers$/,
    askedForEach,
  ],
  [
    /^auditor: Query\.insuredPersons total \{"filter":\{"duplicated":true\}\}: Seq Scan of insured_persons$/,
    askedForEach,
  ],
  [
    /^auditor: Query\.insuredPersons total \{"filter":\{"receivesSocialPension":true\}\}: Seq Scan of (insured_persons|social_pensions)$/,
    askedForEach,
  ],
  [
    /^auditor: Query\.healthCards total \{"filter":\{"receivesSocialPension":true\}\}: Seq Scan of (health_cards|social_pensions)$/,
    askedForEach,
  ],
  [
    /^auditor: Query\.(benefits|pensions) total \{"filter":\{"besideContribution":true\}\}: Seq Scan of \1$/,
    askedForEach,
  ],
  [
    /^auditor: Query\.socialPensions total \{"filter":\{"receivesPension":true\}\}: Seq Scan of social_pensions$/,
    askedForEach,
  ],
  [
    /^auditor: Query\.findings total \{"filter":\{"dimension":\["SUFFICIENT"\]\}\}: Seq Scan of findings$/,
    'a twentieth of a table is counted as fast from its beginning to its end',
  ],
  [
    /: Query\.healthCards (total )?\{"filter":\{"validOn":"1966-01-01"\}(,"orderBy":\{"field":"BIRTH_DATE","direction":"ASC"\})?\}: Seq Scan of health_cards$/,
    'nearly all cards are valid on any day that is asked for: an index by days would serve those before the first card alone',
  ],
  [
    /^of an? \w+: everything of (AdministrativeUnit|Vacancy): Seq Scan of employment_contracts, in select "employment_contracts"."employer_tax_code", \(count/,
    'of 200,000 contracts those of a page of employers are counted as fast by reading all; of two million an index finds them',
  ],
  [
    /: officialStatistics \{"groupBy":\[\],"filter":\{("category":\["CAN_BO"\]|"inCommune":true)\}\}: Seq Scan of officials$/,
    'a value that few of several have is counted by reading all: an index for each would cost every write',
  ],
];

/** An allowance for one kind of fault is none for the other: who may walk far along an index may not read the table. */
export function isAllowed(fault: string): boolean {
  const allowances = / read for \d+, by (?!Seq Scan)/.test(fault) ? manyRead : wholeRead;
  return allowances.some(([pattern]) => pattern.test(fault));
}
