const sampleQuery = `query FirstQuestion {
  officials(first: 3) {
    nodes {
      fullName
      category
      agency { name }
      unit { fullName parent { fullName } }
      person {
        worker { status }
        insuredPerson { contributions(from: "2026-10", to: "2026-10") { month base } }
      }
    }
  }
}`;

type Counted = { name: string; countRecords: () => Promise<Record<string, number>> };

/** What a person who has just started it wants to know: the address, something to ask, and how much there is. */
export async function describeStart(url: string, subgraphs: Counted[]): Promise<string> {
  const counts = await Promise.all(
    subgraphs.map(async ({ name, countRecords }) => [name, await countRecords().catch(() => null)] as const),
  );
  const databases = counts.map(
    ([name, records]) => `  ${name.padEnd(22)}${records ? describeCounts(records) : 'does not answer'}`,
  );
  const request = JSON.stringify({ query: sampleQuery.replaceAll(/\s+/g, ' ') });
  return [
    '',
    `Liên Thông answers at ${url}`,
    '',
    ...(databases.length > 0
      ? [
          'Databases:',
          ...databases,
          '',
          'Ask it, in another terminal:',
          `  curl -s ${url} -H 'content-type: application/json' -d '${request}'`,
          '',
          'The same query:',
          ...sampleQuery.split('\n').map((line) => `  ${line}`),
          '',
        ]
      : []),
    'Ctrl-C stops all of it.',
    '',
  ].join('\n');
}

const describeCounts = (records: Record<string, number>) =>
  Object.entries(records)
    .map(([label, count]) => `${count.toLocaleString('en-US')} ${label}`)
    .join(', ');
