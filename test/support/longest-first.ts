import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Where tests wait for programs and for runs over all databases, fill large ones, or ask thousands of operations. */
const long = new RegExp(
  [
    '/test/(guides|plans|population-register|start)/',
    '/test/access/(both-ways|matrix-inputs)\\.',
    '/test/data-quality/(quality|run|verify)-',
    '/test/differential/gateways\\.',
    '/test/explorer/explorer',
    '/test/gateway/(chaos|hanging-database|lost-database|misbehaving|workers)',
  ].join('|'),
);

/**
 * Files that take long begin first, so that at the end no worker waits for the other's. Vitest knows how long each took only
 * where it has run before, and else takes the largest for the longest.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => Number(long.test(b.moduleId)) - Number(long.test(a.moduleId)));
  }
}
