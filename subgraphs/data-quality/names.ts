import type { Entity } from './visibility.ts';

// The schema's words for what the tables hold in the graph's and the subgraphs' own.

/** `labor-employment` as the enum of the schema has it: LABOR_EMPLOYMENT. */
export const databaseName = (subgraph: string) => subgraph.toUpperCase().replaceAll('-', '_');

/** LABOR_EMPLOYMENT as the subgraph's name. */
export const subgraphName = (database: string) => database.toLowerCase().replaceAll('_', '-');

const entityNames: Record<Entity, string> = {
  Official: 'OFFICIAL',
  Worker: 'WORKER',
  Employer: 'EMPLOYER',
  UnemploymentClaim: 'UNEMPLOYMENT_CLAIM',
  InsuredPerson: 'INSURED_PERSON',
  Person: 'PERSON',
  Agency: 'AGENCY',
};

/** A type of the graph as the enum of the schema has it. */
export const entityName = (entity: string) => entityNames[entity as Entity];

/** The type of the graph that a value of the enum stands for. */
export const entityOf = (name: string) =>
  (Object.keys(entityNames) as Entity[]).find((entity) => entityNames[entity] === name) ?? name;
