import { marks } from './flex-documents.js';

type Message = { readonly type: string } & Readonly<Record<string, unknown>>;

const picture = 'https://bot.demo/files/photo.png';
const smile = { productId: '5ac1bfd5040ab15980c9b435', emojiId: '001' };
const postback = (label: string) => ({ type: 'postback', label, data: `v1|${label}` });
const column = (title: string) => ({
  thumbnailImageUrl: picture,
  title,
  text: marks.slice(0, 50),
  actions: [postback('เลือก'), { type: 'uri', label: 'ดู', uri: 'https://bot.demo/see' }],
});

/** A message of every kind that a bot can send, beside Flex. */
export const messageSamples: readonly Message[] = [
  { type: 'text', text: `${marks}\n${marks} https://bot.demo/see` },
  {
    type: 'text',
    text: '$ รับรายงานแล้ว $',
    emojis: [
      { index: 0, ...smile },
      { index: 16, ...smile },
    ],
  },
  {
    type: 'textV2',
    text: 'ยิ้ม {smile} {{วงเล็บ}}',
    substitution: { smile: { type: 'emoji', ...smile } },
  },
  { type: 'sticker', packageId: '446', stickerId: '1988' },
  { type: 'image', originalContentUrl: picture, previewImageUrl: picture },
  { type: 'video', originalContentUrl: picture, previewImageUrl: picture },
  { type: 'audio', originalContentUrl: picture, duration: 7000 },
  {
    type: 'location',
    title: 'ศาลากลางบ้าน ตำบลดงครั่งน้อย',
    address: 'อำเภอเกษตรวิสัย จังหวัดร้อยเอ็ด',
    latitude: 15.65,
    longitude: 103.58,
  },
  {
    type: 'imagemap',
    baseUrl: 'https://bot.demo/files/map',
    altText: 'แผนที่',
    baseSize: { width: 1040, height: 700 },
    actions: [
      {
        type: 'message',
        label: 'ซ้าย',
        text: 'ซ้าย',
        area: { x: 0, y: 0, width: 520, height: 700 },
      },
      {
        type: 'uri',
        label: 'ขวา',
        linkUri: 'https://bot.demo/right',
        area: { x: 520, y: 0, width: 520, height: 700 },
      },
    ],
  },
  {
    type: 'template',
    altText: 'ปุ่ม',
    template: {
      type: 'buttons',
      ...column('ผู้นำที่ยังไม่ส่ง'),
      imageAspectRatio: 'square',
      imageSize: 'contain',
      imageBackgroundColor: '#FFE8C2',
      defaultAction: postback('ทั้งการ์ด'),
    },
  },
  {
    type: 'template',
    altText: 'ยืนยัน',
    template: { type: 'confirm', text: marks, actions: [postback('ใช่'), postback('ไม่ใช่')] },
  },
  {
    type: 'template',
    altText: 'หลายใบ',
    template: { type: 'carousel', columns: [column('น้ำ'), column('ปู่'), column('ผู้ใหญ่')] },
  },
  {
    type: 'template',
    altText: 'หลายภาพ',
    template: {
      type: 'image_carousel',
      columns: [1, 2].map((number) => ({ imageUrl: picture, action: postback(`ภาพ ${number}`) })),
    },
  },
  { type: 'coupon', couponId: '01JYNW8JMQVFBNWF1APF8Z3FS7' },
];
