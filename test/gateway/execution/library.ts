import type { SmallSubgraph } from '../../support/both-executors.ts';

const units = ['u1', 'u2'].map((id) => ({ id, name: `Unit ${id}`, parent: id === 'u2' ? { id: 'u1' } : null }));
const people = ['p1', 'p2', 'p3', 'p4'].map((id, at) => ({
  __typename: 'Person',
  id,
  name: `Person ${id}`,
  unit: at === 3 ? null : { __typename: 'Unit', id: at === 1 ? 'u2' : 'u1' },
  tags: at === 2 ? null : ['a', 'b'],
  level: at === 0 ? 'HIGH' : 'LOW',
}));
const firms = ['f1', 'f2'].map((id) => ({
  __typename: 'Firm',
  id,
  name: `Firm ${id}`,
  unit: { __typename: 'Unit', id: 'u2' },
}));
const records = [
  people[0],
  firms[0],
  { __typename: 'Note', text: 'A note' },
  people[1],
  firms[1],
  people[2],
  people[3],
];

/** Three subgraphs with what plans have: entities by one key and by two, a union, an interface, lists in lists, shared fields. */
export const library: Record<string, SmallSubgraph> = {
  register: {
    typeDefs: `
      type Query {
        people: [Person!]! person(id: ID! = "p1"): Person records: [Record] named: [Named!] grid: [[Person]]
        shared: Shared strict: Strict echo(of: [Int] = [7]): [Int] anything: Anything slots: [Slot]
      }
      type Mutation { add(n: Int!): Count }
      type Count { value: Int person: Person }
      scalar Anything
      enum Level { HIGH LOW }
      interface Named { name: String }
      union Record = Person | Firm | Note
      type Note { text: String }
      type Person implements Named @key(fields: "id") { id: ID! name: String unit: Unit tags: [String!] level: Level friend: Person }
      type Firm implements Named @key(fields: "id") { id: ID! name: String unit: Unit }
      type Unit @key(fields: "id") { id: ID! }
      type Slot @key(fields: "room day") { room: String! day: Int }
      type Shared @shareable { one: String inner: Inner list: [Inner] }
      type Inner @shareable { a: String b: String }
      type Strict { must: String! list: [String!]! nested: Strict person: Person! }`,
    resolvers: {
      Query: {
        people: () => people,
        person: (_: unknown, { id }: { id: string }) => people.find((person) => person.id === id) ?? null,
        records: () => records,
        named: () => [people[1], firms[0]],
        grid: () => [[people[0], null], null, [people[1], people[0]]],
        shared: () => ({ one: 'one', inner: { a: 'a', b: 'b' }, list: [{ a: '1', b: '2' }] }),
        strict: () => ({
          must: 'm',
          list: ['x'],
          nested: { must: 'n', list: [], person: people[0] },
          person: people[1],
        }),
        echo: (_: unknown, { of }: { of: number[] }) => of,
        slots: () => [
          { room: 'a', day: 1 },
          { room: 'a', day: 2 },
          { room: 'ab', day: null },
          { room: 'a', day: 1 },
        ],
        anything: () => ({ z: [1, { y: null }], a: true }),
      },
      Mutation: {
        add: (_: unknown, { n }: { n: number }) => {
          added.total += n;
          return { value: added.total, person: people[0] };
        },
      },
      Person: {
        friend: ({ id }: { id: string }) => (id === 'p1' ? people[1] : null),
        __resolveReference: ({ id }: { id: string }) => people.find((person) => person.id === id) ?? null,
      },
      Firm: { __resolveReference: ({ id }: { id: string }) => firms.find((firm) => firm.id === id) ?? null },
    },
  },
  places: {
    typeDefs: `
      type Query { units: [Unit] }
      type Unit @key(fields: "id") { id: ID! name: String parent: Unit people: Int! }`,
    resolvers: {
      Query: { units: () => units },
      Unit: {
        people: ({ id }: { id: string }) => id.length,
        __resolveReference: ({ id }: { id: string }) => units.find((unit) => unit.id === id) ?? null,
      },
    },
  },
  pay: {
    typeDefs: `
      type Query { rates: [Float] }
      type Person @key(fields: "id") { id: ID! pay(month: String = "2026-10"): Pay grade: Int must: String! owner: Unit }
      type Firm @key(fields: "id") { id: ID! budget: Float }
      type Unit @key(fields: "id") { id: ID! }
      type Slot @key(fields: "room day") { room: String! day: Int price: Int }
      type Pay { month: String amount: Int unit: Unit }`,
    resolvers: {
      Query: { rates: () => [1.5, 2] },
      Slot: {
        __resolveReference: ({ room, day }: { room: string; day: number | null }) => ({
          price: room.length * 100 + (day ?? 0),
        }),
      },
      Person: {
        __resolveReference: ({ id }: { id: string }) => (id === 'p3' ? null : { id }),
        pay: ({ id }: { id: string }, { month }: { month: string }) => ({
          month,
          amount: id.charCodeAt(1),
          unit: { id: 'u2' },
        }),
        grade: ({ id }: { id: string }) => {
          if (id === 'p2') throw new Error('no grade');
          return 3;
        },
        must: ({ id }: { id: string }) => (id === 'p2' ? null : 'given'),
        owner: () => ({ id: 'u1' }),
      },
      Firm: { __resolveReference: ({ id }: { id: string }) => ({ id }), budget: () => 0.5 },
    },
  },
};

/** What the mutation has added up. */
export const added = { total: 0 };
