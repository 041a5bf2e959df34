import { type DocumentNode, visit } from 'graphql';

/** A description, the reason of a deprecation or a default, and whose it is: `Query.a.b` of the argument `b` of its field `a`. */
export type Text = { place: string; said: string };

/** All texts of a schema, in its order. */
export function textsIn(schema: DocumentNode): Text[] {
  const at: string[] = [];
  const texts: Text[] = [];
  visit(schema, {
    enter(node) {
      if ('name' in node && node.kind.endsWith('Definition')) at.push(node.name?.value ?? '');
      if (node.kind === 'StringValue') texts.push({ place: at.join('.'), said: node.value });
    },
    leave(node) {
      if ('name' in node && node.kind.endsWith('Definition')) at.pop();
    },
  });
  return texts;
}
