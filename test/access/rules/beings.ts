import { head } from './made-gateway.ts';

/** People with a protected field, seen directly, through an interface and through a union. */
export const beings = {
  typeDefs: `${head()}
    type Query { people: [Person!]! being(id: ID): Being beings: [Being!]! things: [Thing!]! open: Int }
    interface Being { id: ID! name: String secret: String friend: Being }
    union Thing = Person | Animal | Vault
    type Person implements Being { id: ID! name: String secret: String @requiresScopes(scopes: [["secret"]]) friend: Being born: Int @authenticated }
    type Animal implements Being { id: ID! name: String secret: String friend: Being legs: Int }
    type Vault @requiresScopes(scopes: [["vault"]]) { code: Int owner: Person }
  `,
  resolvers: {
    Query: {
      people: () => [person, person],
      being: () => person,
      beings: () => [person, animal],
      things: () => [person, vault, animal],
      open: () => 1,
    },
  },
};
const person = {
  __typename: 'Person',
  id: '1',
  name: 'An',
  secret: 's',
  born: 1990,
  friend: { __typename: 'Animal', id: '2' },
};
const animal = { __typename: 'Animal', id: '2', name: 'Miu', secret: 'open', legs: 4, friend: person };
const vault = { __typename: 'Vault', code: 7, owner: person };
