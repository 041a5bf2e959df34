/** Where one database is, as postgres:// addresses of its three roles. */
export type DatabaseUrls = {
  /** Who migrates and fills it. */
  owner: string;
  /** Who serves its records: reads alone, bound by row-level security. */
  application: string;
  /** Who serves its statistics: reads alone, every row. Without it the application does, with claims that reach every row: slower. */
  statistics: string | undefined;
};

/** What serving a database takes. */
export type ServingUrls = Omit<DatabaseUrls, 'owner'>;
