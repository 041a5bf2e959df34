import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { parse } from 'graphql';
import { useEffect, useRef, useState } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { useSession } from '../session/session.tsx';
import { isEnoughFor } from '../session/who-asks.ts';
import { committedOperation, isCommitted } from './committed.ts';
import { type Example, foundVariables, startVariables } from './example.ts';

/** What became of an example: it can be run; or whoever asks may lack something; or its values are looked for, or were not found. */
type State = 'ready' | 'missing' | 'loading' | 'nothing-found';

/** Puts an example into GraphiQL's editors, with variables that work for whoever asks. */
export function useLoadExample() {
  const { ask, known } = useSession();
  const { language } = useLanguage();
  const { queryEditor, variableEditor } = useGraphiQL(({ queryEditor, variableEditor }) => ({
    queryEditor,
    variableEditor,
  }));
  const { addTab } = useGraphiQLActions();
  const [loaded, setLoaded] = useState<Example>();
  const [state, setState] = useState<State>('ready');
  /** Texts that nobody wrote by hand: another example may take their place. */
  const ours = useRef({ query: '', variables: '' });

  const write = (query: string, variables: string) => {
    ours.current = { query, variables };
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
  };
  const load = (example: Example) => {
    const written = queryEditor?.getValue() ?? '';
    if (written.trim() !== '' && written !== ours.current.query && !isCommitted(written)) addTab();
    const text = committedOperation(example.operation);
    write(text, worded(startVariables(example, parse(text), language)));
    setLoaded(example);
  };

  useEffect(() => {
    if (!loaded || !known) return undefined;
    if (!isEnoughFor(known, loaded)) {
      setState('missing');
      return undefined;
    }
    const { lookUp } = loaded;
    if (!lookUp || variableEditor?.getValue() !== ours.current.variables) {
      setState('ready');
      return undefined;
    }
    const gone = new AbortController();
    setState('loading');
    const text = committedOperation(loaded.operation);
    ask({ query: lookUp.query }, gone.signal).then(
      ({ answer }) => {
        const document = parse(text);
        const found = foundVariables(lookUp, document, answer.data);
        const isFound = Object.keys(found).length > 0;
        setState(isFound ? 'ready' : 'nothing-found');
        // Meanwhile another tab may be open, or something written.
        if (!isFound || queryEditor?.getValue() !== text || variableEditor?.getValue() !== ours.current.variables)
          return;
        ours.current = { query: text, variables: worded({ ...startVariables(loaded, document, language), ...found }) };
        variableEditor.setValue(ours.current.variables);
      },
      () => gone.signal.aborted || setState('nothing-found'),
    );
    return () => gone.abort();
  }, [loaded, known, ask, language, queryEditor, variableEditor]);

  return { load, loaded, state };
}

const worded = (variables: Record<string, unknown>) =>
  Object.keys(variables).length === 0 ? '' : JSON.stringify(variables, null, 2);
