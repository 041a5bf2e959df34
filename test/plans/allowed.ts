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
  [/"validOn":"1966-01-01"/, 'no card is as old, which no index says'],
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

/** Of what reads a large table from end to end, for `Seq Scan of TABLE`: the question and the table. Nothing else may. */
const wholeRead: Allowance[] = [
  [
    /: Query\.\w+ total \{"filter":\{"(recordedTwice|duplicated|hasDiscipline|coefficientDiffers|besideContribution|receives\w+|inPoorHousehold|industries)":[^:]+\}: Seq Scan of \w+$/,
    'what other records tell of each is counted by asking for each',
  ],
  [
    /: Query\.\w+ total \{"filter":\{"(dimension|category|positionGroup|status)":[^:]+\}: Seq Scan of \w+$/,
    'a twentieth of a table is counted as fast from its beginning to its end',
  ],
  [
    /: everything of \w+: Seq Scan of employment_contracts, in select "employment_contracts"."employer_tax_code", \(count/,
    'of 200,000 contracts those of a page of employers are counted as fast by reading all; of two million an index finds them',
  ],
  [
    /Statistics \{"groupBy":\[\],"filter":\{"(category|inCommune)":[^:]+\}: Seq Scan of \w+$/,
    'a value that few of several have is counted by reading all: an index for each would cost every write',
  ],
];

/** An allowance for one kind of fault is none for the other: who may walk far along an index may not read the table. */
export function isAllowed(fault: string): boolean {
  const allowances = / read for \d+, by (?!Seq Scan)/.test(fault) ? manyRead : wholeRead;
  return allowances.some(([pattern]) => pattern.test(fault));
}
