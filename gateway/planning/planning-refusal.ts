import { GraphQLError } from 'graphql';

/** An operation that is not planned because that would take too long: 400, because it would not succeed a second time. */
export class PlanningRefusal extends GraphQLError {
  constructor() {
    super('The operation is too complex to be planned: ask for less at once, or in several operations.', {
      extensions: { code: 'OPERATION_TOO_COMPLEX', http: { status: 400 } },
    });
  }
}
