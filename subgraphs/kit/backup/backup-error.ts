import { EnvironmentError } from '../environment.ts';

/** Said to whoever backs up or restores, in a line: what was expected of the folder or the database. */
export class BackupError extends EnvironmentError {}
