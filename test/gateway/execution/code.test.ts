import { expect, test } from 'vitest';
import { checks } from '../../../gateway/execution/checks.ts';
import { quote, readField } from '../../../gateway/execution/code.ts';
import { shapePlan } from '../../../gateway/execution/plan-shape.ts';

const hostile = [
  '"]; throw new Error("run"); //',
  "'); process.exit(1); ('",
  '`$'.concat('{process.exit(1)}`'),
  '\\"; throw 1; //',
  '\u2028throw 1\u2029',
  '*/ throw 1 /*',
  '</script><script>',
  '__proto__',
  'constructor',
  '\\',
  '\0\n\r\t',
  '\ud800',
  '',
];

test.each(hostile)('a name is nothing but a string in code: %j', (name) => {
  expect(new Function(`return ${quote(name)};`)()).toBe(name);
  expect(new Function(`return { [${quote(name)}]: 1 };`)()).toEqual(Object.fromEntries([[name, 1]]));
});

test.each([...hostile, 'toString', 'ordinary'])('a field is read by its name alone: %j', (name) => {
  const read = new Function(
    'own',
    'value',
    `return ${readField({ source: undefined as never, code: 'value', isObject: false }, name)};`,
  );
  expect(read(checks.own, JSON.parse(`{${JSON.stringify(name)}: "given"}`))).toBe('given');
  expect(read(checks.own, {})).toBeUndefined();
  expect(read(checks.own, null)).toBeUndefined();
});

test.each(['a.b', '@x', '... on Person', 'a|[b]', '"]; throw 1; //', ''])(
  'a plan whose paths hold %j is not compiled',
  (part) => {
    const node = {
      kind: 'Fetch',
      serviceName: 'register',
      operation: '{ a }',
      operationKind: 'query',
      operationDocumentNode: {},
    };
    const plan = { kind: 'QueryPlan', node: { kind: 'Flatten', path: ['people', part], node } };
    expect(() => shapePlan(plan as never, new Map())).toThrow(expect.objectContaining({ reason: 'path' }));
  },
);
