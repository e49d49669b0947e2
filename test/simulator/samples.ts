import type { messagingApi } from '@line/bot-sdk';

/** `messagingApi.Message` as plain JSON, so that a test can also break it. */
export type Json = Record<string, unknown>;

const button = (label: string, data: string): Json => ({
  type: 'button',
  style: 'primary',
  height: 'sm',
  color: '#06c755',
  action: { type: 'postback', label, data, displayText: label },
});

export const bubble = {
  type: 'bubble',
  size: 'mega',
  header: {
    type: 'box',
    layout: 'vertical',
    backgroundColor: '#0B6B3A',
    paddingAll: 'lg',
    contents: [
      {
        type: 'text',
        text: 'ใบรับรายงาน',
        color: '#ffffff',
        weight: 'bold',
        size: 'lg',
        wrap: true,
      },
      { type: 'text', text: 'ตำบลดงครั่งน้อย', color: '#ffffffcc', size: '14px' },
    ],
  },
  hero: {
    type: 'image',
    url: 'https://bot.demo/files/hero.png',
    size: 'full',
    aspectRatio: '20:9',
    aspectMode: 'cover',
  },
  body: {
    type: 'box',
    layout: 'vertical',
    spacing: 'md',
    contents: [
      {
        type: 'box',
        layout: 'baseline',
        spacing: 'sm',
        contents: [
          { type: 'icon', url: 'https://bot.demo/files/icon.png', size: 'sm' },
          { type: 'text', text: 'ครัวเรือน', flex: 3, color: '#555555' },
          { type: 'text', text: '๑๒๐', flex: 2, align: 'end', weight: 'bold' },
        ],
      },
      { type: 'separator', margin: 'md', color: '#dddddd' },
      {
        type: 'text',
        wrap: true,
        maxLines: 3,
        lineSpacing: '6px',
        contents: [
          { type: 'span', text: 'ลดรายจ่าย ' },
          {
            type: 'span',
            text: '6,000 บาท',
            weight: 'bold',
            color: '#0B6B3A',
            decoration: 'underline',
          },
        ],
      },
      {
        type: 'box',
        layout: 'vertical',
        height: '8px',
        cornerRadius: '4px',
        backgroundColor: '#e6e6e6',
        contents: [
          {
            type: 'box',
            layout: 'vertical',
            width: '60%',
            height: '8px',
            backgroundColor: '#06c755',
            contents: [{ type: 'filler' }],
          },
        ],
      },
    ],
  },
  footer: {
    type: 'box',
    layout: 'horizontal',
    spacing: 'sm',
    contents: [
      button('ส่ง', 'send'),
      {
        type: 'button',
        style: 'secondary',
        action: { type: 'uri', label: 'โทร', uri: 'tel:0812345678' },
      },
    ],
  },
  styles: { footer: { separator: true } },
} satisfies Json;

export const flex = (contents: unknown = bubble): Json => ({
  type: 'flex',
  altText: 'ใบรับ',
  contents,
});
export const text = (words = 'สวัสดี'): Json => ({ type: 'text', text: words });
export const quickReply = (count = 2, label = 'เมนู'): Json => ({
  items: Array.from({ length: count }, () => ({
    type: 'action',
    action: { type: 'message', label, text: 'เมนู' },
  })),
});

/** Messages LINE accepts, one of every kind. */
export const SAMPLES: readonly Json[] = [
  text('ก'.repeat(5000)),
  { ...text(), quickReply: quickReply(13, 'ที่สุดเท่าที่ป้ายยาวได้จริง'), sender: { name: 'เจ้าหน้าที่' } },
  {
    type: 'textV2',
    text: '{who} สวัสดี',
    substitution: { who: { type: 'mention', mentionee: { type: 'all' } } },
  },
  { type: 'sticker', packageId: '446', stickerId: '1988' },
  {
    type: 'image',
    originalContentUrl: 'https://bot.demo/a.png',
    previewImageUrl: 'https://bot.demo/b.png',
  },
  {
    type: 'video',
    originalContentUrl: 'https://bot.demo/a.mp4',
    previewImageUrl: 'https://bot.demo/b.png',
    trackingId: 'clip-1',
  },
  { type: 'audio', originalContentUrl: 'https://bot.demo/a.m4a', duration: 4000 },
  { type: 'location', title: 'ที่ว่าการ', address: 'เกษตรวิสัย', latitude: 15.65, longitude: 103.58 },
  {
    type: 'imagemap',
    baseUrl: 'https://bot.demo/map',
    altText: 'แผนที่',
    baseSize: { width: 1040, height: 1040 },
    actions: [
      { type: 'uri', linkUri: 'https://bot.demo', area: { x: 0, y: 0, width: 520, height: 520 } },
    ],
  },
  {
    type: 'template',
    altText: 'ยืนยัน',
    template: {
      type: 'confirm',
      text: 'ใช่หรือไม่',
      actions: [
        { type: 'message', label: 'ใช่', text: 'ใช่' },
        { type: 'datetimepicker', label: 'วัน', data: 'd', mode: 'date', initial: '2021-03-01' },
      ],
    },
  },
  flex(),
  flex({
    type: 'carousel',
    contents: Array.from({ length: 12 }, () => ({ type: 'bubble', body: bubble.footer })),
  }),
  flex({ type: 'bubble', body: { type: 'box', layout: 'vertical', contents: [] } }),
  { type: 'coupon', couponId: 'coupon' },
];

/** The SDK's client takes typed messages; what is sent here may be wrong on purpose. */
export const asMessages = (...messages: readonly Json[]): messagingApi.Message[] =>
  messages as unknown as messagingApi.Message[];
