import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { open } from '../../schema/access/requirement.ts';
import { type Analysis, analyseOperation, isUndecided, type OperationField } from '../access/analyse-operation.ts';
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
  /** Where it may. */
  touched: ReadonlySet<SelectionSetNode>;
};

/** Rules are for the guard behind it. */
const noRules = { rules: { requirementOf: () => open }, inputRules: { apply: () => false } };

type Schemas = { contract: GraphQLSchema; api: GraphQLSchema };

/** @param schemas the contract's, and the whole API's */
export function prepareOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  { contract, api }: Schemas,
): PreparedOperation {
  const analysis = analyseOperation(document, operation, { schema: contract, ...noRules });
  const mayHoldHidden = ({ definition }: OperationField) => {
    const type = getNamedType(definition.type);
    const whole = api.getType(type.name);
    if (isEnumType(type)) return isEnumType(whole) && whole.getValues().length > type.getValues().length;
    if (!isAbstractType(type) || !isAbstractType(whole)) return false;
    return api.getPossibleTypes(whole).length > contract.getPossibleTypes(type).length;
  };
  const touched = setsAround(analysis, mayHoldHidden);
  const meta = introspectionOf(analysis);
  // Else the operation stays as it is, and has its plan.
  const asksType = [...analysis.fields.values()].some(
    (field) => isUndecided(field) && field.node.selectionSet && touched.has(field.node.selectionSet),
  );
  return {
    analysis,
    introspection:
      meta.size > 0 ? (filterOperation(analysis, others(analysis, contract), new Set())?.document ?? null) : null,
    asked: asksType || meta.size > 0 ? filterOperation(analysis, meta, touched) : undefined,
    isCompleted: touched.size > 0 || meta.size > 0,
    touched,
  };
}

/** The selection sets that lead to the fields that are looked for, and those of these fields. */
function setsAround(
  { operation, fragments, fields }: Analysis,
  isLookedFor: (field: OperationField) => boolean,
): ReadonlySet<SelectionSetNode> {
  const found = new Set<SelectionSetNode>();
  const seen = new Map<SelectionSetNode, boolean>();
  const look = (set: SelectionSetNode): boolean => {
    const known = seen.get(set);
    if (known !== undefined) return known;
    let leads = false;
    for (const node of set.selections) {
      const inner =
        node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value)?.selectionSet : node.selectionSet;
      const field = node.kind === Kind.FIELD ? fields.get(node) : undefined;
      const isFound = field !== undefined && isLookedFor(field);
      if (isFound && inner) found.add(inner);
      leads = (inner !== undefined && look(inner)) || isFound || leads;
    }
    seen.set(set, leads);
    if (leads) found.add(set);
    return leads;
  };
  look(operation.selectionSet);
  return found;
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
