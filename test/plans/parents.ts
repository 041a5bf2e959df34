/** Representations of entities that lists stand under, by type: large and small ones; several at once, as under a page of them. */
const representations: Record<string, object[][]> = {
  AdministrativeUnit: [
    [{ id: '79@2025-07-01' }, { id: '01@start' }],
    [{ id: '26740@2025-07-01' }, { id: '00004@2025-07-01' }, { id: '00070@2025-07-01' }],
  ],
  Agency: [[{ id: 'H29' }, { id: 'G09' }, { id: 'H29.1' }]],
  Employer: [[{ taxCode: '0100109106' }, { taxCode: '0300588569' }]],
};

/**
 * None for the root.
 *
 * @param otherwise for a type of which there are none here; an error without it
 */
export function parentsOf(type: string, otherwise?: object[][]): (object[] | undefined)[] {
  if (type === 'Query') return [undefined];
  const found = representations[type] ?? otherwise;
  if (!found) throw new Error(`no ${type} to list records under: give one in test/plans/parents.ts`);
  return found.map((keys) => keys.map((key) => ({ __typename: type, ...key })));
}
