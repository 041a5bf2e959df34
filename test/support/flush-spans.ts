import { type ProxyTracerProvider, trace } from '@opentelemetry/api';

/** Hands over what has ended of the spans of this process, which would wait a second for more. */
export async function flushSpans(): Promise<void> {
  const provider = (trace.getTracerProvider() as ProxyTracerProvider).getDelegate() as {
    forceFlush?: () => Promise<void>;
  };
  await provider.forceFlush?.();
}
