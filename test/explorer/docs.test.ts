import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import {
  buildSchema,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { afterAll, expect, test } from 'vitest';
import { html, prose } from '../../gateway/explorer/docs/html.ts';
import { withoutHiddenDocs } from '../../gateway/explorer/docs/served.ts';
import { writeDocs } from '../../gateway/explorer/docs/write-docs.ts';
import { describeRequirement } from '../../schema/access/describe-rules.ts';
import { readAccess } from '../../schema/access/read-access.ts';

const folder = mkdtempSync(join(tmpdir(), 'lienthong-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeDocs(folder);
const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
/** The text of each page by its address. */
const pages = new Map(
  files
    .filter(({ name }) => name.endsWith('.html'))
    .map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [`/${relative(folder, path).replace('.html', '')}`, readFileSync(path, 'utf8')];
    }),
);
const schemaOf = (path: string) => buildSchema(readFileSync(path, 'utf8'));
const api = schemaOf('schema/api.graphql');
const contracts = readdirSync('schema')
  .filter((name) => name === 'contracts')
  .flatMap((name) => readdirSync(join('schema', name)))
  .flatMap((name) => (name.endsWith('.graphql') ? [name.replace('.graphql', '')] : []));

const idsIn = (text: string) => [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id as string);
const isOwn = (type: GraphQLNamedType) =>
  !type.name.startsWith('__') && !/^(ID|String|Int|Float|Boolean)$/.test(type.name);

/** Everything of a schema that has a place: types but the roots, and all that types have. */
function partsOf(schema: typeof api): string[] {
  return Object.values(schema.getTypeMap())
    .filter(isOwn)
    .flatMap((type) => {
      const own = /^(Query|Mutation)$/.test(type.name) ? [] : [type.name];
      if (isEnumType(type)) return [...own, ...type.getValues().map(({ name }) => `${type.name}.${name}`)];
      if (isInputObjectType(type))
        return [...own, ...Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)];
      if (!isObjectType(type) && !isInterfaceType(type)) return own;
      const fields = Object.values(type.getFields()).flatMap(({ name, args }) => [
        `${type.name}.${name}`,
        ...args.map((argument) => `${type.name}.${name}.${argument.name}`),
      ]);
      return [...own, ...fields];
    });
}

/** The pages of the whole schema, or of a contract. */
const pagesOf = (contract: string | null) =>
  [...pages].filter(([path]) => {
    const [, , first = ''] = path.split('/');
    return contract === null ? !contracts.includes(first) : first === contract;
  });

test.each([null, ...contracts])('everything of a schema has one place (%s)', (contract) => {
  const schema = contract === null ? api : schemaOf(`schema/contracts/${contract}.graphql`);
  const ids = pagesOf(contract).flatMap(([, text]) => idsIn(text));
  const counted = Map.groupBy(ids, (id) => id);
  const parts = partsOf(schema);
  expect(parts.filter((part) => counted.get(part)?.length !== 1)).toEqual([]);
  expect(parts.length).toBeGreaterThan(300);
});

test('every link leads to something that is there, on this gateway', () => {
  const broken = [...pages].flatMap(([path, text]) =>
    [...text.matchAll(/ (?:href|src)="([^"]+)"/g)].flatMap(([, link = '']) => {
      const { origin, pathname, hash } = new URL(link, `http://here${path}`);
      if (origin !== 'http://here') return [`${path}: ${link}`];
      if (pathname === '/' || pathname.startsWith('/assets/')) return [];
      const target = pages.get(pathname);
      return target && (hash === '' || idsIn(target).includes(hash.slice(1))) ? [] : [`${path}: ${link}`];
    }),
  );
  expect(broken).toEqual([]);
  const found = JSON.parse(readFileSync(join(folder, 'docs/search.json'), 'utf8')) as { name: string; path: string }[];
  const lost = found.filter(({ path }) => {
    const [page = '', id = ''] = path.split('#');
    return !idsIn(pages.get(page) ?? '').includes(id);
  });
  expect(lost).toEqual([]);
});

const fieldWithRule =
  /<div class="field" id="([^"]+)">.*?<span class="rule">.*?: <span class="en" lang="en">(.*?)<\/span><span class="vi" lang="vi">(.*?)<\/span>/gs;

test('each field says who may see it, as the gateway enforces it', () => {
  const { rules } = readAccess(readFileSync('schema/supergraph.graphql', 'utf8'));
  const shown = new Map(
    pagesOf(null).flatMap(([, text]) =>
      [...text.matchAll(fieldWithRule)].map(
        ([, id = '', ...rules]) => [id, rules.map((rule) => rule.replaceAll(/<[^>]+>/g, ''))] as const,
      ),
    ),
  );
  const fields = Object.values(api.getTypeMap())
    .filter((type) => isOwn(type) && (isObjectType(type) || isInterfaceType(type)))
    .flatMap((type) =>
      'getFields' in type ? Object.keys(type.getFields()).map((field) => [type.name, field] as const) : [],
    );
  const wrong = fields.filter(
    ([type, field]) =>
      shown.get(`${type}.${field}`)?.[0] !== describeRequirement(rules.requirementOf(type, field)).replaceAll('`', ''),
  );
  expect(wrong).toEqual([]);
  expect(shown.get('Query.officials')).toEqual(['officials:read', 'officials:read']);
  expect(shown.get('Query.administrativeUnit')).toEqual(['public', 'công khai']);
  // The other language names the same scopes, and says the rest in its own words.
  const scopesIn = (text = '') => text.match(/\w+:\w+/g);
  const different = [...shown].filter(([, [english, vietnamese]]) => {
    const isSame = scopesIn(english)?.join() === scopesIn(vietnamese)?.join();
    return !isSame || /\b(or|any|public|a purpose|nobody)\b/.test(vietnamese ?? '');
  });
  expect(different).toEqual([]);
});

test.each(contracts)('the pages of %s name nothing that it hides', (contract) => {
  const own = schemaOf(`schema/contracts/${contract}.graphql`);
  const hidden = Object.keys(api.getTypeMap()).filter(
    (name) => own.getType(name) === undefined && /[a-z][A-Z]/.test(name),
  );
  const text = pagesOf(contract)
    .map(([, page]) => page)
    .join('\n');
  expect(hidden.filter((name) => new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
  expect(hidden.length).toBeGreaterThan(10);
});

test('every error code has a place', () => {
  const codes = [...readFileSync('schema/errors.md', 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code);
  expect(new Set(idsIn(pages.get('/docs/errors') ?? '').filter((id) => id !== 'found'))).toEqual(
    new Set(['main', 'language', 'search', 'results', ...codes]),
  );
  expect(pages.get('/docs/errors')).toMatch(/id="BUDGET_EXHAUSTED"><code>BUDGET_EXHAUSTED<\/code> 429<\/dt>/);
});

test('what a description holds stays text', () => {
  const [made] = prose('A `List<T>` & "more" <script>');
  expect(made?.text).toBe('<p>A <code>List&lt;T&gt;</code> &amp; &quot;more&quot; &lt;script&gt;</p>');
  expect(html`<a href="${'"><b>'}">${[null, false, 0]}</a>`.text).toBe('<a href="&quot;&gt;&lt;b&gt;">0</a>');
});

test('in production what is on the pages is what anybody may ask', () => {
  const file = (path: string) => ({ path, file: path, type: '', etag: '', isPage: true, encodings: [] });
  const all = [
    '/',
    '/docs',
    '/docs/officials',
    '/docs/public',
    '/docs/public/shared',
    '/docs/own',
    '/assets/docs.css',
  ].map(file);
  const served = (docs: Parameters<typeof withoutHiddenDocs>[1]) =>
    withoutHiddenDocs(all, docs).map(({ path, file: at }) => (path === at ? path : `${path} as ${at}`));
  expect(served('all')).toEqual(all.map(({ path }) => path));
  expect(served('off')).toEqual(['/', '/assets/docs.css']);
  expect(served('public')).toEqual([
    '/',
    '/assets/docs.css',
    '/docs/public',
    '/docs/public/shared',
    '/docs/own',
    '/docs as /docs/public',
  ]);
  expect(withoutHiddenDocs([file('/docs'), file('/docs/officials')], 'public')).toEqual([]);
});
