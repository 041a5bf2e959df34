import examples from '../../../../schema/operations/examples.json';
import type { ExampleGroup } from './example.ts';

/** The operations of schema/operations by file name, as they are written there. */
const texts = import.meta.glob<string>('../../../../schema/operations/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The text of a committed operation: with a safelist it is executed as it is written alone. */
export function committedOperation(file: string): string {
  const text = texts[`../../../../schema/operations/${file}.graphql`];
  if (text === undefined) throw new Error(`expected schema/operations/${file}.graphql`);
  return text;
}

/** In the order in which they are offered. */
export const exampleGroups: ExampleGroup[] = examples.groups as unknown as ExampleGroup[];

const all = new Set(Object.values(texts));

/** Whether a text is that of a committed operation, unchanged. */
export const isCommitted = (text: string) => all.has(text);
