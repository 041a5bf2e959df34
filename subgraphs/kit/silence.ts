/** Milliseconds for what has arrived while this process was stopped to be read. */
const secondLook = 1_000;

/**
 * Tells once when nothing was heard for `limit` milliseconds while something was waited for: the other end is gone without a
 * word, as a machine that lost its power is. TCP alone would notice after a quarter of an hour.
 */
export function watchSilence(limit: number, onSilence: () => void) {
  let waitedFor = 0;
  let heardAt = 0;
  let isSecond = false;
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    timer = undefined;
    if (waitedFor === 0) return;
    const left = limit - (performance.now() - heardAt);
    if (left > 0) {
      timer = setTimeout(look, left).unref();
    } else if (!isSecond) {
      isSecond = true;
      timer = setTimeout(look, secondLook).unref();
    } else onSilence();
  };
  const hear = () => {
    heardAt = performance.now();
    isSecond = false;
  };
  return {
    /** Something more is waited for. */
    begin: () => {
      if (waitedFor === 0) hear();
      waitedFor += 1;
      if (timer === undefined) timer = setTimeout(look, limit).unref();
    },
    /** It was answered. */
    end: () => {
      waitedFor -= 1;
      hear();
    },
  };
}
