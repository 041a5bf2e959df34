import { buildSchema, type GraphQLSchema, parse, validate } from 'graphql';
import { type Manifest, parseManifest } from '../manifests/manifest.ts';
import { type Noted, readNotes } from './changelog.ts';
import { type Comparison, compareSchemas } from './compare.ts';
import { compareRules } from './compare-rules.ts';
import { type BrokenDocument, brokenDocuments, type Judged, judge } from './judge.ts';
import type { Edition } from './revision.ts';
import { everyone } from './touched.ts';
import type { UsageReport } from './usage-report.ts';
import { type Use, usesOfManifest, usesOfReports } from './uses.ts';

export type Evidence = {
  reports: readonly UsageReport[];
  /** The trusted documents of partners, by client. */
  partners: ReadonlyMap<string, Manifest>;
  /** Whether the reports cover long enough that what is not in them is used by nobody. */
  isCounted: boolean;
};

export type CheckedChange = Omit<Judged, 'touches'> & {
  contract: string | null;
  isNoted: boolean;
  /** Of a breaking change: why it was accepted, as the changelog says. */
  accepted: string | null;
  /** It stops the check: it breaks somebody, or may, and nobody has accepted it. */
  fails: boolean;
};

export type Checked = { changes: CheckedChange[]; broken: BrokenDocument[]; reworded: number };

/** All differences between two editions of the schema and its contracts, with whom they break. */
export async function checkEditions(before: Edition, after: Edition, evidence: Evidence): Promise<Checked> {
  const [old, api] = [schemaOf(before.api), schemaOf(after.api)];
  const uses = old ? usesOf(old, before, evidence) : [];
  const whole = old && api ? await compareSchemas(old, api) : nothing;
  const ruled = { contract: null, changes: old && api ? rulesOf(before, old, after, api) : [] };
  const find = readNotes(after.changelog, before.changelog);
  const contracts = await compareContracts(before, after, whole);
  const judged = [{ contract: null, ...whole }, ruled, ...contracts].flatMap(
    ({ contract, changes, old: own }: Compared) =>
      judge(changes, own ? uses.filter((use) => isOf(use, contract, own)) : uses, evidence).map((change) =>
        checked({ ...change, contract }, find),
      ),
  );
  return { changes: judged, broken: old && api ? brokenDocuments(uses, old, api) : [], reworded: whole.reworded };
}

/** Changes of the whole schema, or of a contract with the schema that it had. */
type Compared = { contract: string | null; changes: Comparison['changes']; old?: GraphQLSchema | null };

/** Whether a use may be one by a contract: of a document by what it asks, of a client as it was counted. */
function isOf({ body, contract }: Use, name: string | null, schema: GraphQLSchema): boolean {
  if (body !== undefined) return validate(schema, parse(body)).length === 0;
  return contract === undefined || contract === name;
}

function rulesOf(before: Edition, old: GraphQLSchema, after: Edition, api: GraphQLSchema): Comparison['changes'] {
  if (before.supergraph === null || after.supergraph === null) return [];
  return compareRules({ api: old, supergraph: before.supergraph }, { api, supergraph: after.supergraph });
}

const nothing: Comparison = { changes: [], reworded: 0 };

function checked(change: Judged & { contract: string | null }, find: ReturnType<typeof readNotes>): CheckedChange {
  const { touches: _, ...told } = change;
  const { isNoted, accepted } = find(change satisfies Noted);
  return { ...told, isNoted, accepted, fails: change.level === 'breaking' && change.verdict !== 'unused' && !accepted };
}

/** Operations as they stood at the base: that is what clients send. */
function usesOf(schema: GraphQLSchema, { manifest }: Edition, { reports, partners }: Evidence): Use[] {
  const committed = manifest === null ? [] : [parseManifest(manifest, 'operations.json at the base')];
  return [
    ...committed.flatMap((one) => usesOfManifest(one, (name) => `operation ${name}`, schema)),
    ...[...partners].flatMap(([client, one]) => usesOfManifest(one, (name) => `document ${name} of ${client}`, schema)),
    ...usesOfReports(reports, schema),
  ];
}

/** What changes in a contract beyond what changes for everyone. */
async function compareContracts(before: Edition, after: Edition, whole: Comparison): Promise<Compared[]> {
  const known = new Set(whole.changes.map(({ message }) => message));
  const names = [...new Set([...before.contracts.keys(), ...after.contracts.keys()])].sort();
  return Promise.all(
    names.map(async (contract) => {
      const [old, now] = [schemaOf(before.contracts.get(contract)), schemaOf(after.contracts.get(contract))];
      if (!old) return { contract, changes: [only('safe', 'The contract was added')] };
      if (!now) return { contract, old, changes: [only('breaking', 'The contract was removed')] };
      const { changes } = await compareSchemas(old, now);
      return { contract, old, changes: changes.filter(({ message }) => !known.has(message)) };
    }),
  );
}

const only = (level: 'safe' | 'breaking', message: string) => ({
  level,
  path: '',
  message,
  reason: null,
  touches: level === 'breaking' ? [everyone] : [],
});

const schemaOf = (text: string | null | undefined) => (text ? buildSchema(text) : null);
