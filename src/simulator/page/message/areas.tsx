import type { LineAction } from '../../chats.js';
import { words } from '../words.js';

type Area = {
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  readonly action: LineAction;
};

const percent = (part: number, whole: number): string => `${(part / whole) * 100}%`;

/** What a tap on an area does, said to those who cannot see the picture. */
const nameOf = ({ action }: Area, index: number): string =>
  String(action.label ?? action.text ?? action.displayText ?? words.area(index + 1));

/** The areas of a picture that can be tapped: a rich menu's or an imagemap's. They lie over the picture. */
export function Areas(props: {
  readonly size: { readonly width: number; readonly height: number };
  readonly areas: readonly Area[];
  readonly tap: (action: LineAction) => void;
}) {
  const { size, areas, tap } = props;
  return (
    <>
      {areas.map((area, index) => {
        const { x, y, width, height } = area.bounds;
        return (
          <button
            type="button"
            class="area"
            aria-label={nameOf(area, index)}
            style={{
              left: percent(x, size.width),
              top: percent(y, size.height),
              width: percent(width, size.width),
              height: percent(height, size.height),
            }}
            onClick={() => tap(area.action)}
          />
        );
      })}
    </>
  );
}
