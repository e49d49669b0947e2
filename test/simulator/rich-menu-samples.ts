import type { messagingApi } from '@line/bot-sdk';
import { pngBlob } from './png.js';
import type { Rig } from './rig.js';
import type { Json } from './samples.js';

const area = (action: Json): Json => ({
  bounds: { x: 0, y: 0, width: 1250, height: 843 },
  action,
});

export const richMenu = (more: Json = {}): messagingApi.RichMenuRequest =>
  ({
    size: { width: 2500, height: 843 },
    selected: true,
    name: 'ผู้นำ',
    chatBarText: 'เมนู',
    areas: [area({ type: 'message', label: 'รายงาน', text: 'รายงาน' })],
    ...more,
  }) as unknown as messagingApi.RichMenuRequest;
export const menuWith = (action: Json): messagingApi.RichMenuRequest =>
  richMenu({ areas: [area(action)] });
export const menuWithAreas = (count: number): messagingApi.RichMenuRequest =>
  richMenu({
    areas: Array.from({ length: count }, () => area({ type: 'message', text: 'รายงาน' })),
  });

/** A menu with a picture, ready to be shown. */
export async function readyMenu({ api, blob }: Rig): Promise<string> {
  const { richMenuId } = await api.createRichMenu(richMenu());
  await blob.setRichMenuImage(richMenuId, pngBlob(2500, 843));
  return richMenuId;
}
