import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Where tests wait for programs and for runs over all databases. */
const long = /\/test\/(start|population-register)\/|\/test\/data-quality\/(run|quality|verify)-/;

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
