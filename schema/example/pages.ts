/** What every connection tells of its pages. */
type Connection = { pageInfo: { hasNextPage: boolean; endCursor: string | null } };

/**
 * The pages of a connection, one after another: each is asked for with the cursor at which the one before it ended. Stops before a page
 * that could not be told, because nothing says where it goes on; whoever wants to go on asks again from the last cursor.
 *
 * @param fetchPage asks for the page after a cursor (null: the first), and gives its connection
 */
export async function* pagesOf<Page extends Connection>(
  fetchPage: (after: string | null) => Promise<Page | null | undefined>,
): AsyncGenerator<Page> {
  let after: string | null = null;
  do {
    const page: Page | null | undefined = await fetchPage(after);
    if (!page) return;
    yield page;
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
}
