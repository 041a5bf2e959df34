import type { GraphQLObjectType } from 'graphql';
import type { Loaded } from './from-loader.ts';

/** How an object of one type is answered, for one selection of an operation. */
export type Selection = {
  type: GraphQLObjectType;
  /** Builds the answer with all that its source's properties give; the rest is null until its fields are completed. */
  build: (source: object, at: number, late: Late) => object;
  /** Those that a resolver gives, or that hold objects or lists. */
  fields: Field[];
};

/** Told of a property that is a promise of what belongs in its place. */
export type Late = (field: Leaf, at: number, value: Promise<unknown>) => void;

type Placed = {
  key: string;
  put: (answer: object, value: unknown) => void;
};

/** A property that is shown as it is. */
export type Leaf = Placed & { name: string; shape: LeafShape };

export type Field = Placed & {
  name: string;
  shape: Shape;
  /** Its arguments; undefined where it takes none. Throws where they do not fit. */
  readArguments: ((variables: Record<string, unknown>) => Record<string, unknown>) | undefined;
  /** How its value is found. */
  from: { loaded: Loaded } | { resolve: Resolve } | { read: (source: object) => unknown } | 'representations';
};

export type Resolve = (source: unknown, args: object, context: object) => unknown;

/** What a value has to be. */
export type Shape = LeafShape | ObjectShape | { kind: 'list'; nullable: boolean; item: LeafShape | ObjectShape };

/** `read` gives the value as it is answered, and throws where it is none of the type. */
export type LeafShape = { kind: 'leaf'; nullable: boolean; read: (value: unknown) => unknown; quick: Quick };

/** Values that `read` would give as they are can be told without it. */
export type Quick = 'string' | 'int' | 'float' | 'boolean' | 'never' | ReadonlySet<unknown>;

export type ObjectShape = {
  kind: 'object';
  nullable: boolean;
  /** Whether objects may be of several types. */
  isAbstract: boolean;
  /** The selection for an object; throws where its type cannot be told. */
  selectionOf: (value: object) => Selection;
};

/** Something out of the ordinary (an error, a null where none may be, a value of another kind): graphql-js says what becomes of it. */
export class Unusual extends Error {}
