import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

const SMALLEST = 0.3;

/** `adjustMode: shrink-to-fit`: makes the letters of one line smaller until the line fits its place. */
export function useShrink(line: RefObject<HTMLElement | null>, wanted: boolean): void {
  useLayoutEffect(() => {
    const element = line.current;
    const place = element?.parentElement;
    if (!wanted || element === null || place === null || place === undefined) return;
    const fit = (): void => {
      element.style.zoom = '1';
      const share = element.clientWidth / element.scrollWidth;
      if (share < 1) element.style.zoom = String(Math.max(share, SMALLEST));
    };
    const observer = new ResizeObserver(fit);
    observer.observe(place);
    return () => observer.disconnect();
  }, [line, wanted]);
}
