import { contracts } from '../../../schema/contracts.ts';
import type { BuiltFile } from '../built-files.ts';

/** `public`: to everybody the reference of the contract of that name alone, which tells what anybody may ask. */
export type DocsServed = 'all' | 'public' | 'off';

const isOfDocs = ({ path }: BuiltFile) => path === '/docs' || path.startsWith('/docs/');
/** `/docs/own` holds nothing: what it shows it asks for with the reader's token. */
const isPublic = ({ path }: BuiltFile) => /^\/docs\/(own|public(\/.*)?)$/.test(path);

const contractOf = ({ path }: BuiltFile) =>
  contracts.find(({ name }) => path === `/docs/${name}` || path.startsWith(`/docs/${name}/`));

/** Beside these the parts of the reference that are for tokens alone, each with the contract it is of. */
export function docsForTokens(files: readonly BuiltFile[], docs: DocsServed): { file: BuiltFile; contract: string }[] {
  if (docs !== 'public') return [];
  return files.flatMap((file) => {
    const contract = contractOf(file);
    return contract && !contract.isOpen ? [{ file, contract: contract.name }] : [];
  });
}

/** The built files that are served to everybody: others than the reference's all, of the reference those that are for everybody who comes. */
export function withoutHiddenDocs(files: readonly BuiltFile[], docs: DocsServed): BuiltFile[] {
  if (docs === 'all') return [...files];
  const others = files.filter((file) => !isOfDocs(file));
  if (docs === 'off') return others;
  const start = files.find(({ path }) => path === '/docs/public');
  // Who asks for the reference is shown the one there is.
  return [...others, ...files.filter(isPublic), ...(start ? [{ ...start, path: '/docs' }] : [])];
}
