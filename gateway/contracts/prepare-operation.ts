import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { open } from '../../schema/access/requirement.ts';
import { type Analysis, analyseOperation } from '../access/analyse-operation.ts';
import { type FilteredOperation, filterOperation } from '../access/filter-operation.ts';

/** How an operation that is valid in a contract is asked of the whole schema. */
export type PreparedOperation = {
  analysis: Analysis;
  /** What it asks of the contract's own schema (`__schema`, `__type`); null where nothing. */
  introspection: DocumentNode | null;
  /** What of it is asked of the whole schema: null for nothing, undefined for all, as it stands. */
  asked: FilteredOperation | null | undefined;
  /** Whether its answer may hold what the contract does not, or has to be put together. */
  isCompleted: boolean;
};

/** Rules are for the guard behind it. */
const noRules = { rules: { requirementOf: () => open }, inputRules: { apply: () => false } };

/** Every one: what is completed is completed as a whole. */
export const everySet = { has: () => true } as unknown as ReadonlySet<SelectionSetNode>;

type Schemas = { contract: GraphQLSchema; api: GraphQLSchema };

/** @param schemas the contract's, and the whole API's */
export function prepareOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  { contract, api }: Schemas,
): PreparedOperation {
  const analysis = analyseOperation(document, operation, { schema: contract, ...noRules });
  const types = [...analysis.fields.values()].map(({ definition }) => getNamedType(definition.type));
  const meta = introspectionOf(analysis);
  const isAbstract = types.some(isAbstractType);
  const mayHoldHidden = types.some((type) => {
    const whole = api.getType(type.name);
    if (isEnumType(type)) return isEnumType(whole) && whole.getValues().length > type.getValues().length;
    if (!isAbstractType(type) || !isAbstractType(whole)) return false;
    return api.getPossibleTypes(whole).length > contract.getPossibleTypes(type).length;
  });
  const isCompleted = mayHoldHidden || meta.size > 0;
  return {
    analysis,
    introspection:
      meta.size > 0 ? (filterOperation(analysis, others(analysis, contract), new Set())?.document ?? null) : null,
    asked: isCompleted && (isAbstract || meta.size > 0) ? filterOperation(analysis, meta, everySet) : undefined,
    isCompleted,
  };
}

function introspectionOf({ operation, fragments }: Analysis): Map<FieldNode, true> {
  const found = new Map<FieldNode, true>();
  for (const node of [operation, ...fragments.values()])
    visit(node, {
      Field(field) {
        if (field.name.value === '__schema' || field.name.value === '__type') found.set(field, true);
      },
    });
  return found;
}

/** What is asked at the root beside introspection. */
function others({ operation, fields }: Analysis, schema: GraphQLSchema): Map<FieldNode, true> {
  const root = schema.getRootType(operation.operation);
  return new Map([...fields.values()].flatMap(({ node, parent }) => (parent === root ? [[node, true] as const] : [])));
}
