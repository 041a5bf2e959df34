/** A request that means harm, and what it must be answered. */
export type Hostile = {
  name: string;
  /** After the address, where it is a GET. */
  search?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** One of these: which one is left to the parts before GraphQL. */
  status: number[];
  /** One of these. */
  code: RegExp;
};

export const json = { 'content-type': 'application/json' };

export const ask = (name: string, query: string, code: RegExp, variables?: object): Hostile => ({
  name,
  method: 'POST',
  headers: { ...json, accept: 'application/graphql-response+json' },
  body: JSON.stringify({ query, ...(variables && { variables }) }),
  status: [400],
  code,
});

export const times = (count: number, make: (n: number) => string, between = ' ') =>
  Array.from({ length: count }, (_, n) => make(n)).join(between);

export const tooLarge = /^OPERATION_TOO_LARGE$/;
export const unit = 'administrativeUnit(code: "79")';

/** Fragments that each use the next one `uses` times: the text grows by a line, what it says is multiplied. */
export const bomb = (levels: number, uses: number, use = (next: string) => `...${next}`) =>
  `{ ${unit} { ...F0 } } ${times(
    levels,
    (n) =>
      `fragment F${n} on AdministrativeUnit { ${n === levels - 1 ? 'name' : times(uses, (use_) => use(`F${n + 1}`).replaceAll('#', String(use_)))} }`,
  )}`;

/** Documents that are cheap to write and would be dear to read, to validate, to plan or to answer. */
export const documents: Hostile[] = [
  ask('101 aliases', `{ ${times(101, (n) => `a${n}: __typename`)} }`, tooLarge),
  ask('101 aliases below a field', `{ ${unit} { ${times(101, (n) => `a${n}: name`)} } }`, tooLarge),
  ask('21 fields at the root', `{ ${times(21, (n) => `r${n}: ${unit} { name }`)} }`, tooLarge),
  ask(
    '21 fields at the root, in fragments',
    `{ ...A ...B } ${['A', 'B'].map((name) => `fragment ${name} on Query { ${times(11, (n) => `${name}${n}: ${unit} { name }`)} }`).join(' ')}`,
    tooLarge,
  ),
  ask('10 repeated directives', `{ ${unit} { name ${times(10, () => '@include(if: true)')} } }`, tooLarge),
  ask('10 unknown directives', `{ ${unit} { name ${times(10, (n) => `@no${n}`)} } }`, tooLarge),
  ask('51 directives', `{ ${unit} { ${times(51, () => 'name @include(if: true)')} } }`, tooLarge),
  ask('the same field 1,500 times', `{ ${unit} { ${times(1_500, () => 'name')} } }`, tooLarge),
  ask('10,000 tokens', `{ ${times(10_000, () => '__typename')} }`, tooLarge),
  ask('1 MB of one name', `{ ${'a'.repeat(1_000_000)} }`, tooLarge),
  ask('a number that is none', '{ employer(taxCode: 1e400) { name } }', tooLarge),
  ask('1 MB of spaces', `{ ${' '.repeat(1_000_000)} }`, /^GRAPHQL_PARSE_FAILED$/),
  ask('a comment of 1 MB', `#${'x'.repeat(1_000_000)}\n{`, /^GRAPHQL_PARSE_FAILED$/),
  ask(
    '51 operations',
    times(51, (n) => `query Q${n} { __typename }`),
    tooLarge,
  ),
  ask('51 fragments', `{ __typename } ${times(51, (n) => `fragment F${n} on Query { __typename }`)}`, tooLarge),
  ask('levels without end', `{ ${unit} ${'{ parent '.repeat(30)}{ id }${' }'.repeat(30)} }`, tooLarge),
  ask('inline fragments within one another', `{ ${'... { '.repeat(200)}__typename${' }'.repeat(200)} }`, tooLarge),
  ask('braces that never close', '{ a '.repeat(900), /^(OPERATION_TOO_LARGE|GRAPHQL_PARSE_FAILED)$/),
  ask('lists within lists', `{ ${unit.replace('"79"', `${'['.repeat(900)}${']'.repeat(900)}`)} { name } }`, tooLarge),
  ask(
    'objects within objects',
    `{ officials(filter: ${'{a:'.repeat(400)}1${'}'.repeat(400)}) { totalCount } }`,
    tooLarge,
  ),
  ask(
    'fragments that double 30 times',
    bomb(30, 2, (next) => `a#: parent { ...${next} }`),
    tooLarge,
  ),
  ask('fragments that double 45 times without an alias', bomb(45, 2), tooLarge),
  ask(
    'fragments that multiply by ten',
    bomb(8, 10, (next) => `parent { ...${next} }`),
    tooLarge,
  ),
  ask(
    'a fragment within itself',
    `{ ${unit} { ...A } } fragment A on AdministrativeUnit { parent { ...A } }`,
    /^GRAPHQL_VALIDATION_FAILED$/,
  ),
  ask(
    'fragments within each other',
    `{ ${unit} { ...A } } fragment A on AdministrativeUnit { ...B } fragment B on AdministrativeUnit { ...A }`,
    /^GRAPHQL_VALIDATION_FAILED$/,
  ),
  ask(
    'circular introspection',
    `{ __schema { types ${'{ fields { type '.repeat(4)}{ name }${' } }'.repeat(4)} } }`,
    /^(OPERATION_TOO_LARGE|GRAPHQL_VALIDATION_FAILED)$/,
  ),
  ask(
    'wide introspection',
    `{ __schema { types { ${times(30, (n) => `a${n}: fields { args { type { name } } type { fields { name } } }`)} } } }`,
    tooLarge,
  ),
  ask(
    'introspection many times',
    `{ ${times(18, (n) => `a${n}: __schema { types { name kind fields { name args { name type { name kind } } } } }`)} }`,
    tooLarge,
  ),
  ask(
    'pages of pages of pages',
    `{ administrativeUnits(first: 200) { nodes { children(first: 200) { nodes { parent { children(first: 200) { nodes { id } } } } } } } }`,
    tooLarge,
  ),
  ask(
    'pages by a variable',
    'query ($n: Int) { administrativeUnits(first: $n) { nodes { children(first: $n) { nodes { parent { children(first: $n) { nodes { id } } } } } } } }',
    tooLarge,
    { n: 200 },
  ),
  ask('100 unknown fields', `{ ${unit} { ${times(100, (n) => `fulName${n}`)} } }`, /^GRAPHQL_VALIDATION_FAILED$/),
  ask('a subscription', 'subscription { __typename }', /^(OPERATION_RESOLUTION_FAILURE|GRAPHQL_VALIDATION_FAILED)$/),
  ask('@defer', `{ ... @defer { ${unit} { name } } }`, /^GRAPHQL_VALIDATION_FAILED$/),
  ask(
    'entities by their keys',
    '{ _entities(representations: [{ __typename: "Person", id: "1" }]) { __typename } }',
    /^GRAPHQL_VALIDATION_FAILED$/,
  ),
  ask('the SDL of subgraphs', '{ _service { sdl } }', /^GRAPHQL_VALIDATION_FAILED$/),
];
