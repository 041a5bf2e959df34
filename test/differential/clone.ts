/** A copy of JSON that keeps how its objects were made: with Object's own names or without, and with a key `__proto__` of their own. */
export function clone<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(clone) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.create(Object.getPrototypeOf(value));
  for (const [key, inner] of Object.entries(value)) put(copy, key, clone(inner));
  return copy;
}

/** Sets a key of any name as an ordinary one. */
export function put(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}
