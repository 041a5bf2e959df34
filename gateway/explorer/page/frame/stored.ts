/** A text that the browser keeps, where it keeps any: a visitor may have turned that off. */
export type Stored = { read: () => string | null; write: (value: string | null) => void };

/** @param storage localStorage for what is a matter of taste; sessionStorage for what must be gone with the tab */
export function stored(key: string, storage: () => Storage): Stored {
  const attempt = <Value>(action: () => Value): Value | null => {
    try {
      return action();
    } catch {
      return null;
    }
  };
  return {
    read: () => attempt(() => storage().getItem(key)),
    write: (value) => {
      attempt(() => (value === null ? storage().removeItem(key) : storage().setItem(key, value)));
    },
  };
}
