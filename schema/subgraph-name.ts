/** A subgraph's name as it stands in an environment variable: `labor-employment` -> `LABOR_EMPLOYMENT`. */
export function environmentName(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

/** A subgraph's name as the name of its database and role: `labor-employment` -> `labor_employment`. */
export function databaseName(name: string): string {
  return name.replaceAll('-', '_');
}
