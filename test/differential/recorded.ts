import { clone } from './clone.ts';

type Path = readonly (string | number)[];
export type SubgraphError = { message?: string; path?: Path; extensions?: Record<string, unknown> };
export type SubgraphAnswer = { data?: Record<string, unknown> | null; errors?: object[] };
export type AskedRequest = { query: string; variables?: Record<string, unknown> | null };

/** An answer, and where in its list an entity of it stands. */
type Part = { answer: Promise<SubgraphAnswer>; index: number };

/**
 * Remembers what subgraphs answered to one operation, so that each executor is told the same, whenever and in whichever portions
 * it asks: entities one by one. A copy each time, since executors change what they are given.
 */
export function createRecorder() {
  let asked = 0;
  const wholes = new Map<string, Promise<SubgraphAnswer>>();
  const parts = new Map<string, Part>();

  const askEntities = async <Request extends AskedRequest>(
    keyed: (representation: unknown) => string,
    request: Request,
    representations: readonly unknown[],
    ask: (request: Request) => Promise<SubgraphAnswer>,
  ) => {
    const keys = representations.map(keyed);
    const missing = representations.flatMap((one, index) => (parts.has(keys[index] as string) ? [] : [one]));
    if (missing.length > 0) {
      asked += 1;
      const answer = ask({ ...request, variables: { ...request.variables, representations: missing } });
      for (const [index, one] of missing.entries())
        if (!parts.has(keyed(one))) parts.set(keyed(one), { answer, index });
    }
    const used = keys.map((key) => parts.get(key) as Part);
    const answers = new Map(await Promise.all(used.map(async (part) => [part.answer, await part.answer] as const)));
    return join(used.map(({ answer, index }) => ({ answer: answers.get(answer) as SubgraphAnswer, index })));
  };

  const answer = <Request extends AskedRequest>(
    subgraph: string,
    request: Request,
    ask: (request: Request) => Promise<SubgraphAnswer>,
  ): Promise<SubgraphAnswer> => {
    const representations = representationsOf(request) ?? [];
    const key = JSON.stringify([
      subgraph,
      request.query,
      representations.length > 0 ? { ...request.variables, representations: [] } : request.variables,
    ]);
    if (representations.length > 0)
      return askEntities((one) => key + JSON.stringify(one), request, representations, ask).then(clone);
    const known = wholes.get(key);
    if (known) return known.then(clone);
    asked += 1;
    const answered = ask(request);
    wholes.set(key, answered);
    return answered.then(clone);
  };
  return {
    answer,
    /** How often a subgraph was asked for something that was not answered before. */
    asked: () => asked,
  };
}

/** Which entities a subgraph is asked for; a client may have a variable of its own by that name. */
export function representationsOf({ variables }: Pick<AskedRequest, 'variables'>): unknown[] | undefined {
  const given = variables?.representations;
  const isRepresentation = (one: unknown) => typeof one === 'object' && one !== null && '__typename' in one;
  return Array.isArray(given) && given.every(isRepresentation) ? given : undefined;
}

/** One answer of entities that were answered in several. Errors of no entity are told once for each of those. */
function join(parts: readonly { answer: SubgraphAnswer; index: number }[]): SubgraphAnswer {
  const answers = new Set(parts.map(({ answer }) => answer));
  const general = [...answers].flatMap(({ errors = [] }) =>
    (errors as SubgraphError[]).filter((error) => indexOf(error) === undefined),
  );
  const own = parts.flatMap(({ answer: { errors = [] }, index }, position) =>
    (errors as SubgraphError[])
      .filter((error) => indexOf(error) === index)
      .map((error) => ({ ...error, path: ['_entities', position, ...(error.path ?? []).slice(2)] })),
  );
  const errors = [...general, ...own];
  const entities = parts.map(({ answer, index }) => entitiesOf(answer)?.[index]);
  // Where a whole answer failed, all that were asked with it have none.
  const data = [...answers].every(entitiesOf) ? Object.assign(Object.create(null), { _entities: entities }) : null;
  return { data, ...(errors.length > 0 && { errors }) };
}

const entitiesOf = ({ data }: SubgraphAnswer) => data?._entities as unknown[] | null | undefined;

const indexOf = ({ path }: SubgraphError) =>
  path?.[0] === '_entities' && typeof path[1] === 'number' ? path[1] : undefined;
