import { useGraphiQL } from '@graphiql/react';
import { type RefObject, useEffect } from 'react';
import type { Answered, Ask } from './ask.ts';
import { useWords } from './frame/language.tsx';
import { Refusals } from './refusals/refusals.tsx';
import { Results } from './results/results.tsx';

const words = { vi: { region: 'Giải thích và bảng kết quả' }, en: { region: 'Explanations and table of results' } };

/** What was answered last in each tab of GraphiQL, by its id. */
export type AnsweredByTab = ReadonlyMap<string, Answered>;

type Given = { answers: AnsweredByTab; ask: Ask; activeTab: RefObject<string> };

/** What stands under the JSON of an answer: why fields are refused, and the answer as a table. */
export function Answers({ answers, ask, activeTab }: Given) {
  const said = useWords(words);
  const tab = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.id ?? '');
  useEffect(() => {
    activeTab.current = tab;
  }, [tab, activeTab]);
  const answered = answers.get(tab);
  if (!answered) return null;
  return (
    // It scrolls, so the keyboard has to get into it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls
    <section className="answers" aria-label={said.region} tabIndex={0}>
      <Refusals answered={answered} />
      <Results answered={answered} ask={ask} />
    </section>
  );
}
