/** A block of commands that the test of guides does not run, by its file and how it begins; and who does, or why nobody can. */
export type NotRun = { file: string; begins: string; why: string };

export const notRun: readonly NotRun[] = [
  {
    file: 'README.md',
    begins: 'npm ci && npm start',
    why: 'the gate runs npm ci and npm test; test/start/first-start runs npm start',
  },
  {
    file: 'gateway/README.md',
    begins: 'npm run subgraph --',
    why: 'test/start/split starts the services and the gateway',
  },
  {
    file: 'gateway/README.md',
    begins: 'for role in owner app stats',
    why: 'needs a PostgreSQL with a superuser; test/start/own-postgresql does the same',
  },
  {
    file: 'gateway/access/README.md',
    begins: 'export OIDC_ISSUER=',
    why: 'needs a provider; test/access runs a real one (oidc-provider)',
  },
  { file: 'gateway/running.md', begins: 'git clone --branch RELEASE', why: 'needs systemd and root' },
  {
    file: 'gateway/running.md',
    begins: '# Backup, while it serves',
    why: 'test/start/restore-drill runs it as it stands there',
  },
  {
    file: 'gateway/running.md',
    begins: '# Restore, with nothing running',
    why: 'test/start/restore-drill runs it as it stands there',
  },
  { file: 'gateway/running.md', begins: 'pg_basebackup', why: 'test/start/point-in-time runs it as it stands there' },
  {
    file: 'gateway/running.md',
    begins: '# Recover, on an empty PGDATA',
    why: 'test/start/point-in-time runs it as it stands there',
  },
  {
    file: 'schema/README.md',
    begins: 'npm run schema:check  ',
    why: 'needs earlier commits; test/schema/changes runs it on a repository of its own',
  },
  {
    file: 'schema/README.md',
    begins: 'npm run --silent token -- developer',
    why: 'as above; usage --json is run there by its report',
  },
  {
    file: 'schema/README.md',
    begins: 'npm run schema:check -- --write',
    why: 'as above: it writes to the working tree',
  },
  {
    file: 'subgraphs/data-quality/README.md',
    begins: 'npm run quality',
    why: 'test/data-quality runs the command; one of these starts all of it',
  },
  { file: 'test/bench/README.md', begins: 'npm run bench', why: 'takes minutes, and needs a quiet machine' },
  { file: 'test/differential/README.md', begins: 'npm run differential', why: 'takes minutes' },
];
