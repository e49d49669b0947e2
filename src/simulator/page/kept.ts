import { useState } from 'preact/hooks';

/** One of a few values that this browser remembers; the first of them, or `otherwise`, to begin with. */
export function useKept<Value extends string>(
  name: string,
  values: readonly [Value, ...Value[]],
  otherwise: Value = values[0],
): readonly [Value, (value: Value) => void] {
  const [value, setValue] = useState<Value>(
    () => values.find((each) => each === localStorage.getItem(name)) ?? otherwise,
  );
  const keep = (next: Value): void => {
    localStorage.setItem(name, next);
    setValue(next);
  };
  return [value, keep];
}
