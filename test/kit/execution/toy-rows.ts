import { badUserInput } from '../../../subgraphs/kit/errors.ts';

/** A row as loaders give it. */
export type Row = Record<string, unknown> & { id: string; parentId: string | null };

const row = (id: string, parentId: string | null, more: object = {}): Row => ({
  id,
  parentId,
  name: `thing ${id}`,
  level: 'HIGH',
  count: 1,
  share: 0.5,
  isOpen: true,
  day: '2026-11-22',
  required: 'here',
  secret: '001088012345',
  called: () => `called ${id}`,
  promised: Promise.resolve(`promised ${id}`),
  late: () => Promise.resolve(7),
  tags: ['a', 'b'],
  set: new Set([1, 2]),
  promises: [Promise.resolve(1), 2, null],
  nested: { deep: () => ({ value: 'deep' }), value: 'shallow', list: [null, { id: 'x', required: 'y' }], must: ['m'] },
  constructor: 'own',
  ...more,
});

/** Fails when it is first read, and never again: what no row does, so that compiled code fails where graphql-js then does not. */
const failsOnce = (id: string): Row => {
  let reads = 0;
  const read = () => {
    reads += 1;
    if (reads === 1) throw new TypeError(`thing ${id} cannot be read`);
    return `thing ${id}`;
  };
  return Object.defineProperty(row(id, null), 'name', { enumerable: true, get: read });
};

/** Rows of all that may be wrong with them. */
export const rows: Row[] = [
  row('1', null),
  row('2', '1'),
  row('3', '1', { name: null, level: null, day: undefined, tags: null, nested: null }),
  row('4', null),
  row('unfit', '4', { level: 'MIDDLE', count: 1.5, share: 'x', isOpen: 'yes', name: {}, late: 'x' }),
  row('lacking', '4', { required: null }),
  row('faulty', '4', {
    name: new Error('in the row'),
    tags: ['a', null],
    promised: Promise.resolve().then(() => {
      throw new Error('late');
    }),
    called: () => {
      throw badUserInput('called');
    },
    nested: { deep: 'no object', list: 'no list', must: [null] },
    promises: [Promise.resolve('x')],
  }),
  failsOnce('once'),
];
for (const { promised } of rows) Promise.resolve(promised).catch(() => {});
