import { type DocumentNode, Kind, parse, print, visit } from 'graphql';
import { askOnce } from './ask.ts';
import { median } from './measure.ts';
import type { Stream } from './stream.ts';
import type { Tier } from './tier.ts';

/** Texts that a tier has not seen. */
const texts = 15;

/**
 * Milliseconds that a text which a tier has not seen takes more than one it knows: parsing, validating and planning. Medians, asked one
 * after another; undefined where a tier is not asked by texts.
 */
export async function newTextTime(tier: Tier, file: string, text: string, stream: Stream): Promise<number | undefined> {
  const asking = tier.asking(file, text);
  if (asking?.query === undefined) return undefined;
  const { query: known } = asking;
  const document = parse(known);
  const [unseen, seen]: [number[], number[]] = [[], []];
  const time = async (query: string, index: number) => {
    const began = performance.now();
    await askOnce(tier, { ...asking, query }, stream.at(index));
    return performance.now() - began;
  };
  for (let at = 0; at < texts; at++) {
    unseen.push(await time(withAlias(document, `unseen${at}`), at));
    seen.push(await time(known, at));
  }
  return median(unseen) - median(seen);
}

/** The same with another name for each field at its root. */
function withAlias(document: DocumentNode, alias: string): string {
  return print(
    visit(document, {
      OperationDefinition: (node) => ({
        ...node,
        selectionSet: {
          ...node.selectionSet,
          selections: node.selectionSet.selections.map((field, at) => ({
            ...field,
            alias: { kind: Kind.NAME, value: `${alias}x${at}` },
          })),
        },
      }),
    }),
  );
}
