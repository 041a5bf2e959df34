/** Where one database is, as postgres:// addresses of its two roles. */
export type DatabaseUrls = {
  /** Who migrates and fills it. */
  owner: string;
  /** Who serves it: reads alone, bound by row-level security. */
  application: string;
};
