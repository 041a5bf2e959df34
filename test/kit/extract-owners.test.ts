import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { copyStatements, selectExtract } from '../../subgraphs/kit/extract-query.ts';
import { personalNumberProblems } from '../../subgraphs/law/personal-number.ts';
import { registry } from '../../subgraphs/registry.ts';
import { ownerConnection } from '../support/owner-connection.ts';

const owners = (
  await Promise.all(registry.map(async ({ name, load }) => ({ name, extracts: (await load()).default.extracts })))
).filter(({ extracts }) => extracts.length > 0);

/** Tables short enough, whatever the country's size, to be read whole for a few keys; and one that is empty before `npm run match`. */
const short = ['extract_state', 'citizen_matches'];

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] };
/** Without what is below a limit: the newest of all, of which one row is read. */
const nodes = (plan: Plan): Plan[] =>
  plan['Node Type'] === 'Limit' ? [] : [plan, ...(plan.Plans ?? []).flatMap(nodes)];

test('every owner of records gives extracts', () => {
  expect(owners.map(({ name }) => name)).toEqual([
    'administrative-units',
    'officials',
    'labor-employment',
    'social-security',
  ]);
});

describe.each(owners)('$name', ({ name, extracts }) => {
  let sql: ReturnType<typeof ownerConnection>;
  beforeAll(() => {
    sql = ownerConnection(inject('databaseUrls')[name] as DatabaseUrls);
  });
  afterAll(() => sql?.end());

  test.each(extracts)('$name has the columns that it declares, in their types', async ({ columns, query }) => {
    await sql.begin(async (tx) => {
      const found = (await tx.unsafe(`select * from (${query}) as e limit 0`)).columns;
      expect(found.map((column) => column.name)).toEqual(Object.keys(columns));
      const types = await tx.unsafe<{ type: string; enumerated: boolean }[]>(
        `select format_type(oid, null) as type, typtype = 'e' as enumerated from unnest(array[${found.map(({ type }) => type)}]::oid[])
          with ordinality as given (id, place) join pg_type on oid = id order by place`,
      );
      const short = (type: string) => type.replace('timestamp with time zone', 'timestamptz');
      expect(types.map(({ type, enumerated }) => (enumerated ? 'text' : short(type)))).toEqual(Object.values(columns));
    });
  });

  test.each(extracts)(
    '$name asks no clock, and no record for the newest: time passes without a change',
    ({ query }) => {
      expect(query).not.toMatch(
        /\b(current_(date|time|timestamp)|local(time|timestamp)|now|clock_timestamp|(transaction|statement)_timestamp|as_of)\b|\bmax\([^)]*updated|'(now|today|yesterday|tomorrow)'/i,
      );
    },
  );

  test.each(extracts)('$name tells no number and no name of a person', async (extract) => {
    const rows = await sql.unsafe(selectExtract(extract));
    expect(rows.length).toBeGreaterThan(0);
    // A personal number has 12 digits, an insurance number 10; a tax code too, and is public.
    for (const [column, type] of Object.entries(extract.columns))
      if (type === 'text' && !column.endsWith('tax_code'))
        expect([column, rows.find((row) => /^\d{10}$|^\d{12}$/.test(row[column] ?? ''))?.[column]]).toEqual([
          column,
          undefined,
        ]);
    expect(Object.keys(extract.columns).filter((column) => /^(personal_number|.*name)$/.test(column))).toEqual(
      extract.key.kind === 'REFERENCE' ? Object.keys(extract.columns).filter((column) => column.endsWith('name')) : [],
    );
  });

  const keyed = extracts.filter(({ key }) => key.kind !== 'REFERENCE');
  if (keyed.length > 0)
    test.each(keyed)('$name finds the rows of some keys by an index', async (extract) => {
      const keys = { PERSON: ['00000000-0000-8000-8000-000000000000'], EMPLOYER: ['0100109106'] };
      const [statement = ''] = copyStatements(extract, keys);
      const select = /^copy \((.*)\) to stdout$/s.exec(statement)?.[1];
      await sql.begin(async (tx) => {
        // What no index can find is read whole in spite of this.
        await tx`set local enable_seqscan = off`;
        const [row] = await tx.unsafe(`explain (format json) ${select}`);
        const whole = nodes(row?.['QUERY PLAN'][0].Plan)
          .filter((node) => node['Node Type'] === 'Seq Scan')
          .map((node) => node['Relation Name']);
        expect(whole.filter((table) => !short.includes(table ?? ''))).toEqual([]);
        const scans = nodes(row?.['QUERY PLAN'][0].Plan).filter((node) =>
          /^Index (Only )?Scan$/.test(node['Node Type']),
        );
        for (const node of scans)
          if (!short.includes(node['Relation Name'] ?? '')) expect(node).toHaveProperty('Index Cond');
      });
    });

  const numbered = extracts.filter(({ columns }) => 'number_form_valid' in columns);
  if (numbered.length > 0)
    test.each(numbered)('$name says of each number what the law does', async (extract) => {
      const table = extract.name;
      // Every digit and prefix, on a record that is put back.
      await sql
        .begin(async (tx) => {
          await tx.unsafe(`create temp table kept as table ${table}; alter table ${table} disable trigger user`);
          const numbers = [
            '001099000001',
            '003099000001',
            '101285000001',
            '295304000001',
            '296304000001',
            '00109900001',
            '00109900000x',
          ];
          const ids = await tx.unsafe<{ id: string }[]>(`select id from ${table} order by id limit ${numbers.length}`);
          for (const [index, number] of numbers.entries())
            await tx.unsafe(`update ${table} set personal_number = $1 where id = $2`, [number, ids[index]?.id ?? '']);
          const rows = await tx.unsafe(
            `select e.*, t.personal_number, t.sex::text as t_sex, t.birth_date::text as born from (${selectExtract(extract)}) e join ${table} t using (id)`,
          );
          for (const row of rows) {
            const problems = personalNumberProblems(row.personal_number, { sex: row.t_sex, birthDate: row.born });
            const valid = !problems.includes('MALFORMED');
            const told = (problem: (typeof problems)[number]) => (valid ? !problems.includes(problem) : null);
            expect([
              row.number_form_valid,
              row.number_prefix_known,
              row.number_sex_agrees,
              row.number_year_agrees,
            ]).toEqual([valid, told('UNKNOWN_PREFIX'), told('SEX_DIFFERS'), told('BIRTH_YEAR_DIFFERS')]);
          }
          expect(new Set(rows.map((row) => row.number_prefix_known)).size).toBe(3);
          await tx`rollback`.catch(() => {});
          throw new Error('put back');
        })
        .catch((error: Error) => expect(error.message).toBe('put back'));
    });
});

test('names are told apart by a salted hash, and one that is badly written is told', async () => {
  const sql = ownerConnection(inject('databaseUrls').officials as DatabaseUrls);
  const extract = owners.flatMap(({ extracts }) => extracts).find(({ name }) => name === 'officials');
  if (!extract) throw new Error('no extract');
  const told = async (name: string) => {
    let row: Record<string, unknown> | undefined;
    await sql
      .begin(async (tx) => {
        const [first] = await tx`select id from officials order by id limit 1`;
        await tx`update officials set full_name = ${name}, birth_date = '1980-01-01' where id = ${first?.id}`;
        [row] = await tx.unsafe(
          `select name_clean, identity_hash from (${selectExtract(extract)}) e where id = '${first?.id}'`,
        );
        throw new Error('put back');
      })
      .catch((error: Error) => expect(error.message).toBe('put back'));
    return row;
  };
  try {
    const clean = await told('Nguyễn Hòa Bình');
    expect(clean).toMatchObject({ name_clean: true });
    expect(await told('Nguyễn  Hoà Bình')).toEqual({ ...clean, name_clean: false });
    expect(await told('nguyen hoa binh')).toEqual(clean);
    expect(await told('Nguyễn Hòa Bình'.normalize('NFD'))).toEqual({ ...clean, name_clean: false });
    expect((await told(' Nguyễn Hòa Bình'))?.name_clean).toBe(false);
    expect((await told('Nguyễn\u00a0Hòa Bình'))?.name_clean).toBe(false);
    expect((await told('Nguyễn Hòa Bính'))?.identity_hash).toBe(clean?.identity_hash);
    expect((await told('Nguyễn Hải Bình'))?.identity_hash).not.toBe(clean?.identity_hash);
    const salts = await Promise.all(
      owners.map(async ({ name }) => {
        const owner = ownerConnection(inject('databaseUrls')[name] as DatabaseUrls);
        const [state] = await owner`select salt from extract_state`;
        await owner.end();
        return state?.salt as string;
      }),
    );
    expect(new Set(salts).size).toBe(owners.length);
  } finally {
    await sql.end();
  }
});
