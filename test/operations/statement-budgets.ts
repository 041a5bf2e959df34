/** The order of the numbers in a budget. */
export const subgraphs = ['administrative-units', 'officials', 'labor-employment', 'social-security'] as const;

/** SQL statements in each subgraph. */
export type Counts = [units: number, officials: number, labour: number, insurance: number];

/** How many SQL statements each operation may cost: one a level and kind of thing asked, whatever the number of parents. */
export const budgets: Record<string, Counts> = {
  'agency-and-its-departments': [3, 3, 0, 2],
  'benefits-beside-contributions': [0, 0, 3, 3],
  'claims-with-contributions': [2, 0, 3, 3],
  'code-on-two-dates': [4, 2, 0, 0],
  'employer-and-its-workers': [1, 0, 7, 3],
  'employers-and-their-contributions': [2, 0, 3, 2],
  'excellent-ratings-with-discipline': [2, 4, 0, 0],
  'first-question': [5, 2, 2, 2],
  'headcount-against-quota': [3, 5, 0, 0],
  'insured-base-of-month': [1, 2, 0, 2],
  'job-market-of-province': [3, 0, 5, 0],
  'labour-by-province': [1, 0, 3, 0],
  'official-across-databases': [4, 3, 3, 3],
  'official-dossier': [4, 6, 0, 0],
  'officials-across-databases': [4, 2, 3, 2],
  'officials-by-category-and-position': [0, 1, 0, 0],
  'officials-in-labour-register': [2, 1, 2, 0],
  'officials-insured-by-employers': [1, 1, 1, 2],
  'officials-paid-after-leaving': [1, 2, 0, 2],
  'officials-recorded-twice': [2, 3, 0, 0],
  'officials-under-former-districts': [5, 2, 0, 0],
  'officials-under-former-units': [5, 2, 0, 0],
  'officials-with-wrong-coefficient': [1, 3, 0, 0],
  'older-people-without-pension': [2, 0, 0, 2],
  'person-by-number': [3, 1, 4, 4],
  'poor-households-and-social-pensions': [1, 0, 0, 6],
  'provinces-at-a-glance': [3, 1, 2, 6],
  'record-quality-by-owner': [1, 1, 0, 0],
  'resolve-former-units': [4, 0, 0, 0],
  'retirements-next-year': [1, 4, 0, 1],
  'social-security-in-figures': [1, 0, 0, 5],
  'units-by-name': [3, 1, 1, 1],
  'unmatched-officials-in-new-communes': [5, 2, 0, 0],
  'vacancies-and-seekers-by-commune': [3, 0, 5, 0],
};
