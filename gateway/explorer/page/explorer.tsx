import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { GraphiQL } from 'graphiql';
import { useMemo, useState } from 'react';
import type { Answered, Asked } from './ask.ts';
import { useTheme } from './frame/theme.tsx';
import { Results } from './results/results.tsx';
import { useSession } from './session/session.tsx';
import './explorer.css';

const queryBuilder = explorerPlugin();
const plugins = [queryBuilder, HISTORY_PLUGIN];

const firstQuery =
  '{\n  administrativeUnits(filter: { level: PROVINCE }, first: 50) {\n    totalCount\n    nodes {\n      code\n      fullName\n    }\n  }\n}\n';

/** GraphiQL, and what it says of each answer. */
export function Explorer() {
  const { ask } = useSession();
  const { theme } = useTheme();
  const [answered, setAnswered] = useState<Answered>();
  // Another one for another caller: GraphiQL then reads the schema anew, which may be another too.
  const fetcher = useMemo(
    () => async (asked: Asked) => {
      const found = await ask(asked);
      if (asked.operationName !== 'IntrospectionQuery') setAnswered(found);
      return found.answer as never;
    },
    [ask],
  );
  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      defaultQuery={firstQuery}
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
        <Results answered={answered} ask={ask} />
      </GraphiQL.Footer>
    </GraphiQL>
  );
}
