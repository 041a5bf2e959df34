/** Reads values by their keys; each key once. */
export type Loader<Key, Value> = {
  load: (key: Key) => Promise<Value>;
  /** The same for many, with the error in place of each value where they could not be read. */
  loadMany: (keys: readonly Key[]) => Promise<(Value | Error)[]>;
  /** The same for many, as one promise: rejects where any could not be read. */
  loadAll: (keys: readonly Key[]) => Promise<Value[]>;
  /** Forgets a key's value: it has changed. */
  clear: (key: Key) => void;
};

type Batch<Key, Value> = {
  keys: Key[];
  ids: unknown[];
  /** Once they are read. */
  values: readonly Value[] | undefined;
  read: Promise<void>;
};

/**
 * What `dataloader` does, for one request: all keys asked for in a moment are read in one call, and asking again for a key reads
 * nothing. Unlike there a list of keys costs one promise, and not one for each key.
 *
 * @param read gives the values in the keys' order
 * @param idOf tells keys apart that are objects
 */
export function createLoader<Key, Value>(
  read: (keys: readonly Key[]) => Promise<readonly Value[]>,
  idOf: (key: Key) => unknown = (key) => key,
): Loader<Key, Value> {
  const known = new Map<unknown, { batch: Batch<Key, Value>; at: number }>();
  let open: Batch<Key, Value> | undefined;

  const dispatch = async (batch: Batch<Key, Value>): Promise<void> => {
    await afterPromises();
    open = undefined;
    try {
      const values = await read(batch.keys);
      if (values.length !== batch.keys.length) throw new TypeError('a loader: expected as many values as keys');
      batch.values = values;
    } catch (error) {
      // What failed may be asked for again.
      for (const id of batch.ids) known.delete(id);
      throw error;
    }
  };
  const enqueue = (key: Key, id: unknown) => {
    if (!open) {
      open = { keys: [], ids: [], values: undefined, read: Promise.resolve() };
      open.read = dispatch(open);
    }
    const entry = { batch: open, at: open.keys.length };
    open.keys.push(key);
    open.ids.push(id);
    known.set(id, entry);
    return entry;
  };
  const loadAll = async (keys: readonly Key[]): Promise<Value[]> => {
    const pending = new Set<Promise<void>>();
    const entries = keys.map((key) => {
      const id = idOf(key);
      const entry = known.get(id) ?? enqueue(key, id);
      if (!entry.batch.values) pending.add(entry.batch.read);
      return entry;
    });
    for (const one of pending.size > 1 ? [Promise.all(pending)] : pending) await one;
    return entries.map(({ batch, at }) => batch.values?.[at] as Value);
  };
  return {
    load: async (key) => (await loadAll([key]))[0] as Value,
    loadMany: (keys) => loadAll(keys).catch((error: Error) => keys.map(() => error)),
    loadAll,
    clear: (key) => void known.delete(idOf(key)),
  };
}

/** When all that is ready now has run, and asked for what it needs. */
const afterPromises = () =>
  new Promise<void>((resolve) => {
    void Promise.resolve().then(() => process.nextTick(resolve));
  });
