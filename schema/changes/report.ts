import type { Checked, CheckedChange } from './check.ts';

/** The result as a text for people: what breaks somebody first, and what to do. */
export function reportOf({ changes, broken, reworded }: Checked, base: string): string {
  const unnoted = changes.filter(({ isNoted, fails }) => !isNoted && !fails);
  const failing = changes.filter(({ fails }) => fails);
  const noted = changes.filter((change) => change.level === 'breaking' && !change.fails);
  const parts = [
    section('Breaking', failing),
    section('Breaking, and let through', noted),
    section(
      'Dangerous',
      changes.filter(({ level }) => level === 'dangerous'),
    ),
    section(
      'Safe',
      changes.filter(({ level }) => level === 'safe'),
    ),
    broken.length === 0
      ? []
      : [
          'Operations that the schema answers no longer',
          ...broken.map(({ who, message }) => `  ${who}: ${message}`),
          '',
        ],
    summary(changes, reworded, base),
    failing.length > 0
      ? [
          'What breaks clients is deprecated first (schema/README.md). Where it has to be: -- --write --accept "why, and who was told".',
        ]
      : [],
    unnoted.length > 0 ? ['schema/CHANGELOG.md does not tell all of it: npm run schema:check -- --write'] : [],
  ];
  return parts.flat().join('\n').trimEnd();
}

function section(title: string, changes: readonly CheckedChange[]): string[] {
  if (changes.length === 0) return [];
  return [`${title} (${changes.length})`, ...changes.flatMap(describe), ''];
}

function describe({ contract, message, reason, verdict, breaks, mayBreak, accepted }: CheckedChange): string[] {
  const lines = [`  ${contract === null ? '' : `in ${contract}: `}${message}`];
  if (breaks.length > 0) lines.push(`    breaks ${list(breaks)}`);
  if (mayBreak.length > 0) lines.push(`    may break, by what is in variables: ${list(mayBreak)}`);
  if (verdict === 'unused') lines.push('    nobody has used it in the time that was counted');
  if (verdict === 'unknown') lines.push('    nobody is known to use it, but who uses what was not told (--usage)');
  if (accepted !== null) lines.push(`    accepted: ${accepted}`);
  else if (reason !== null && verdict === undefined) lines.push(`    ${reason}`);
  return lines;
}

/** The first few, because a change of a common type breaks hundreds. */
function list(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

function summary(changes: readonly CheckedChange[], reworded: number, base: string): string[] {
  const count = (level: string) => changes.filter((change) => change.level === level).length;
  const words = `${count('breaking')} breaking, ${count('dangerous')} dangerous, ${count('safe')} safe; ${reworded} descriptions read otherwise`;
  return [`Since ${base.slice(0, 12)}: ${words}`];
}
