import { useLayoutEffect } from 'preact/hooks';

/** Escape closes what is open. */
export function useEscape(close: () => void, isOpen = true): void {
  // At once: the key may come before the next picture is drawn.
  useLayoutEffect(() => {
    if (!isOpen) return;
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') close();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [close, isOpen]);
}
