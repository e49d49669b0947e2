import { useEffect, useRef } from 'preact/hooks';

const LONG_MS = 500;

/** Handlers for an element that a finger holds down or a mouse clicks with its other button. */
export function useLongPress(pressed: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = (): void => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    onContextMenu: (event: MouseEvent): void => {
      event.preventDefault();
      pressed();
    },
    // Not every phone's browser makes a context menu of it.
    onTouchStart: (): void => {
      stop();
      timer.current = setTimeout(pressed, LONG_MS);
    },
    onTouchEnd: stop,
    onTouchMove: stop,
    onTouchCancel: stop,
  };
}
