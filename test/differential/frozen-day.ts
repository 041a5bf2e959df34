/**
 * Lets the time stand still for this process: what is valid today is the same for both answers, and a token lasts for a run of hours.
 * Only dates: timers and what is measured go on.
 *
 * @returns lets it go on
 */
export function freezeDay(): () => void {
  const { Date: running } = globalThis;
  const now = running.now();
  globalThis.Date = class extends running {
    constructor(...given: [] | [number]) {
      if (given.length === 0) super(now);
      else super(...given);
    }
    static override now() {
      return now;
    }
  } as DateConstructor;
  return () => {
    globalThis.Date = running;
  };
}
