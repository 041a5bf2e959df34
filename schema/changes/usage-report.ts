import { z } from 'zod';

/** What a gateway's /usage answers as JSON, and `npm run usage -- --all --json` prints. */
const form = z.object({
  since: z.iso.datetime({ error: 'expected when counting began' }),
  uses: z.array(
    z.object({
      coordinate: z.string(),
      client: z.string().nullable(),
      /** Null for the whole schema; left out by gateways that did not count by contracts. */
      contract: z.string().nullable().optional(),
      requests: z.number(),
    }),
    { error: 'expected a list' },
  ),
});

export type UsageReport = z.infer<typeof form>;

/** Said when a file holds no such report. */
export class UsageReportError extends Error {}

/**
 * Reads the text of a report. UsageReportError with the first problem.
 *
 * @param path what the file is called in the message
 */
export function parseUsage(text: string, path: string): UsageReport {
  const problem = (why: string) =>
    new UsageReportError(`${path}: ${why}: expected what \`npm run usage -- --all --json\` prints`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw problem('no JSON');
  }
  const { data, error } = form.safeParse(value);
  if (!data) throw problem(error.issues[0]?.path.join('.') || 'no report');
  return data;
}

/** For how many days the reports tell who asked for what, until now. */
export function daysCounted(reports: readonly UsageReport[], now: Date): number {
  const since = Math.min(...reports.map((report) => Date.parse(report.since)));
  return reports.length === 0 ? 0 : (now.getTime() - since) / 86_400_000;
}
