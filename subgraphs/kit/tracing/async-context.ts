import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, type ContextManager, ROOT_CONTEXT } from '@opentelemetry/api';

/** Keeps the current span along promises and callbacks; the SDK's own one knows only what is synchronous. */
export function createAsyncContext(): ContextManager {
  const storage = new AsyncLocalStorage<Context>();
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (context, run, self, ...given) => storage.run(context, () => run.apply(self as never, given)),
    bind: (context, target) =>
      typeof target === 'function'
        ? (((...given: unknown[]) => storage.run(context, () => target(...given))) as typeof target)
        : target,
    enable: () => manager,
    disable: () => {
      storage.disable();
      return manager;
    },
  };
  return manager;
}
