import { useEffect, useState } from 'react';

/** Whether a page is served here: settings decide, and the pages that lead to it are the same whatever they say. */
export function useServed(path: string): boolean {
  const [isServed, setServed] = useState(false);
  useEffect(() => {
    fetch(path, { method: 'HEAD' }).then(
      ({ ok }) => setServed(ok),
      () => {},
    );
  }, [path]);
  return isServed;
}
