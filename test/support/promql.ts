/** One use of a metric in an expression. */
type Use = { metric: string; matchers: { label: string; operator: string; value: string }[] };

const name = /(?<![\w"])((?:lienthong|nodejs|process)_\w+)(?:\{([^}]*)\})?/g;
const matcher = /(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g;

/** The metrics that an expression of PromQL reads, each with what it asks of their labels. */
export function metricsIn(expression: string): Use[] {
  return [...expression.matchAll(name)].map(([, metric = '', labels = '']) => ({
    metric,
    matchers: [...labels.matchAll(matcher)].map(([, label = '', operator = '', value = '']) => ({
      label,
      operator,
      value,
    })),
  }));
}

/** The labels that an expression groups by. */
export function groupedBy(expression: string): string[] {
  return [...expression.matchAll(/\b(?:by|on|without|ignoring) \(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(',').map((label) => label.trim()),
  );
}
