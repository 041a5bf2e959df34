import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { GraphiQL } from 'graphiql';
import { useMemo, useRef, useState } from 'react';
import { type AnsweredByTab, Answers } from './answers.tsx';
import type { Asked } from './ask.ts';
import { committedOperation } from './examples/committed.ts';
import { examplesPlugin, examplesTitle } from './examples/examples.tsx';
import { useShownTheme } from './frame/theme.tsx';
import { observed } from './observed.ts';
import { underOwnName } from './own-name.ts';
import { useSession } from './session/session.tsx';
import './explorer.css';
import './graphiql.css';

const plugins = [examplesPlugin, explorerPlugin(), HISTORY_PLUGIN];

/** GraphiQL, and what it says of each answer. */
export function Explorer() {
  const { ask } = useSession();
  const theme = useShownTheme();
  const [answers, setAnswers] = useState<AnsweredByTab>(new Map());
  const activeTab = useRef('');
  // Another one for another caller: GraphiQL then reads the schema anew, which may be another too.
  const fetcher = useMemo(
    () => (asked: Asked) => {
      const tab = activeTab.current;
      return observed(async (signal) => {
        const found = await ask(underOwnName(asked), signal);
        if (asked.operationName !== 'IntrospectionQuery') setAnswers((before) => new Map(before).set(tab, found));
        return found.answer as never;
      });
    },
    [ask],
  );
  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      visiblePlugin={examplesTitle}
      defaultQuery={committedOperation('provinces-at-a-glance')}
      defaultEditorToolsVisibility="variables"
      forcedTheme={theme}
      // Variables may hold the number of a person, so nothing outlives the tab; and a header is no place for a token.
      storage={sessionStorage}
      isHeadersEditorEnabled={false}
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
      inputValueDeprecation
      schemaDescription
    >
      <GraphiQL.Logo>{null}</GraphiQL.Logo>
      <GraphiQL.Footer>
        <Answers answers={answers} ask={ask} activeTab={activeTab} />
      </GraphiQL.Footer>
    </GraphiQL>
  );
}
