import type { Change } from './compare.ts';

/** A change as it is written down, and of which schema: null for the whole one, else the contract's name. */
export type Noted = Pick<Change, 'level' | 'message'> & { contract: string | null };

const head = `\
# Changes of the schema

Written by \`npm run schema:check -- --write\` from the difference between two editions of \`api.graphql\` and of the contracts, newest first; by hand what is
answered otherwise under the same schema. What breaks somebody stands here with the reason why it was accepted. How long notice is given: [the policy](README.md#how-it-changes).
`;

const levels = { breaking: '**Breaking**', dangerous: 'Dangerous', safe: null } as const;

/** The beginning of a change's line; of a breaking one the reason follows. */
function lineOf({ level, message, contract }: Noted): string {
  const words = message.replaceAll(/\s+/g, ' ').trim();
  const label = [contract === null ? null : `In ${contract}`, levels[level]].filter((part) => part !== null).join(': ');
  return `- ${label ? `${label}: ` : ''}${words}`;
}

const accepted = '. Accepted: ';

export type Found = { isNoted: boolean /** Of a breaking change: why it was accepted. */; accepted: string | null };

/** Looks changes up among the lines that a changelog has more than at the base, so that no old line stands for a new change. */
export function readNotes(now: string, base: string): (change: Noted) => Found {
  const old = Map.groupBy(linesIn(base), (line) => line);
  const fresh = [...Map.groupBy(linesIn(now), (line) => line)].flatMap(([line, all]) =>
    all.length > (old.get(line)?.length ?? 0) ? [line] : [],
  );
  return (change) => {
    const line = lineOf(change);
    if (change.level !== 'breaking') return { isNoted: fresh.includes(line), accepted: null };
    const reasons = fresh.flatMap((one) =>
      one.startsWith(line + accepted) ? [one.slice(line.length + accepted.length).trim()] : [],
    );
    const reason = reasons.find((one) => one !== '');
    return { isNoted: reason !== undefined, accepted: reason ?? null };
  };
}

/**
 * The changelog with some changes written under a day; of breaking ones with `why` they are accepted.
 *
 * @param day as 2026-11-22
 */
export function writeNotes(text: string, changes: readonly (Noted & { why: string })[], day: string): string {
  const whole = text === '' ? head : text;
  if (changes.length === 0) return whole;
  const lines = changes.map((change) => lineOf(change) + (change.level === 'breaking' ? accepted + change.why : ''));
  const [before, ...sections] = whole.split(/^(?=## )/m) as [string, ...string[]];
  const [first] = sections;
  const title = `## ${day}\n`;
  const latest = first?.startsWith(title)
    ? `${sections.shift()?.trimEnd()}\n${lines.join('\n')}\n`
    : `${title}\n${lines.join('\n')}\n`;
  return [before.trimEnd(), latest.trimEnd(), ...sections.map((section) => section.trimEnd())]
    .join('\n\n')
    .concat('\n');
}

const linesIn = (text: string) => text.split('\n').filter((line) => line.startsWith('- '));
