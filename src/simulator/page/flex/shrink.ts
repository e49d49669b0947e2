import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

const SMALLEST = 0.3;
const STEP = 0.05;

/** `adjustMode: shrink-to-fit`: makes the letters of one line smaller until the line fits its place. */
export function useShrink(line: RefObject<HTMLElement | null>, wanted: boolean): void {
  useLayoutEffect(() => {
    const element = line.current;
    const place = element?.parentElement;
    if (!wanted || element === null || place === null || place === undefined) return;
    const fit = (): void => {
      let share = 1;
      element.style.zoom = '1';
      while (element.scrollWidth > element.clientWidth && share > SMALLEST) {
        share -= STEP;
        element.style.zoom = String(share);
      }
    };
    const observer = new ResizeObserver(fit);
    observer.observe(place);
    return () => observer.disconnect();
  }, [line, wanted]);
}
