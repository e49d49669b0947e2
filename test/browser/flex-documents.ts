type Json = Readonly<Record<string, unknown>>;

/** Marks above marks and below descenders: what a careless line height cuts off. */
export const marks = 'น้ำ ก๊ำ ปู่ ผู้ใหญ่ กุ้ง ที่นี่ ญู ฎุ ฐู ป้า ฝุ่น ฟื้นฟู';
const long = `${marks} กระบวนการสร้างความมั่นคงทางอาหารของหมู่บ้าน ${marks}`;
const picture = 'https://bot.demo/files/photo.png';

const text = (words: string, more: Json = {}): Json => ({ type: 'text', text: words, ...more });
const box = (layout: string, contents: readonly Json[], more: Json = {}): Json => ({
  type: 'box',
  layout,
  contents,
  ...more,
});
const postback = (label: string): Json => ({ type: 'postback', label, data: `v1|${label}` });
const button = (label: string, more: Json = {}): Json => ({
  type: 'button',
  action: postback(label),
  ...more,
});
const image = (more: Json = {}): Json => ({ type: 'image', url: picture, ...more });
const icon = (more: Json = {}): Json => ({ type: 'icon', url: picture, ...more });
const separator = (more: Json = {}): Json => ({ type: 'separator', ...more });
const bubble = (body: readonly Json[], more: Json = {}): Json => ({
  type: 'bubble',
  body: box('vertical', body, { spacing: 'md' }),
  ...more,
});
const tile = (color: string, more: Json = {}): Json =>
  box('vertical', [text('ที่นี่', { size: 'xs', align: 'center' })], {
    backgroundColor: color,
    ...more,
  });

const textSizes = ['xxs', 'xs', 'sm', 'md', 'lg', 'xl', 'xxl', '3xl', '4xl', '5xl'];
const spacings = ['none', 'xs', 'sm', 'md', 'lg', 'xl', 'xxl'];

/** Flex containers that between them use every component and property LINE documents. */
export const flexDocuments: Readonly<Record<string, Json>> = {
  'text-sizes': bubble(textSizes.map((size) => text('น้ำปู่', { size }))),
  'text-sizes-scaled': bubble([
    ...['xs', 'md', 'xl'].map((size) => text(long, { size, scaling: true, wrap: true })),
    button('รายงานผู้ที่ยังไม่ส่ง', { scaling: true, style: 'secondary' }),
  ]),
  'text-in-pixels': bubble(['9px', '15.5px', '27px'].map((size) => text('น้ำปู่', { size }))),
  'text-cut': bubble([text(long), text(long, { size: 'xl', weight: 'bold' })]),
  'text-wrapped': bubble([text(long, { wrap: true }), text(`${marks}\n${marks}`, { wrap: true })]),
  'text-max-lines': bubble([
    text(long, { wrap: true, maxLines: 2 }),
    text(long, { wrap: true, maxLines: 1 }),
    text(long, { wrap: true, maxLines: 0 }),
  ]),
  'text-line-spacing': bubble([text(long, { wrap: true, lineSpacing: '12px' })]),
  'text-looks': bubble([
    text('ตัวหนา น้ำ', { weight: 'bold' }),
    text('ตัวเอน น้ำ', { style: 'italic', color: '#1F5F8B' }),
    text('ขีดเส้นใต้ ผู้', { decoration: 'underline' }),
    text('ขีดฆ่า ผู้', { decoration: 'line-through', color: '#9A4A00' }),
  ]),
  'text-aligned': bubble(['start', 'center', 'end'].map((align) => text('ที่นี่', { align }))),
  'text-spans': bubble([
    {
      type: 'text',
      wrap: true,
      contents: [
        { type: 'span', text: 'น้ำ ' },
        { type: 'span', text: 'ปู่ ', size: 'xxl', weight: 'bold', color: '#0B6B3A' },
        { type: 'span', text: 'ผู้ใหญ่ ', style: 'italic', decoration: 'underline' },
        { type: 'span', text: 'ก๊ำ', decoration: 'line-through', size: 'xs' },
      ],
    },
  ]),
  'text-shrunk': bubble([
    text(long.slice(0, 60), { adjustMode: 'shrink-to-fit', size: 'xl' }),
    button('เชิญเจ้าหน้าที่พัฒนาชุมชนผู้รับผิดชอบ', { adjustMode: 'shrink-to-fit', style: 'secondary' }),
  ]),
  'text-gravity': bubble([
    box(
      'horizontal',
      ['top', 'center', 'bottom'].map((gravity) => text('ที่นี่', { gravity })),
      { height: '90px', backgroundColor: '#EEF0F4' },
    ),
  ]),
  buttons: bubble([
    button('หลัก ผู้นำ', { style: 'primary', color: '#0B6B3A' }),
    button('รอง ผู้นำ', { style: 'secondary', height: 'sm' }),
    button('ลิงก์ ผู้นำ', { style: 'link' }),
    button('สีเอง ผู้นำ', { style: 'secondary', color: '#FFE8C2' }),
    button('ป้ายที่ยาวกว่าปุ่มมากจนต้องตัดด้วยจุดสามจุด', { style: 'primary', color: '#1F5F8B' }),
  ]),
  'button-gravity': bubble([
    box('horizontal', [button('บน', { gravity: 'top' }), button('ล่าง', { gravity: 'bottom' })], {
      height: '120px',
      backgroundColor: '#EEF0F4',
    }),
  ]),
  'image-sizes': bubble([
    ...['xxs', 'sm', 'xl', '4xl', '90px', '50%'].map((size) => image({ size })),
    image({ size: 'full', aspectRatio: '20:9' }),
  ]),
  'image-modes': bubble([
    image({ size: 'md', aspectRatio: '1:1', aspectMode: 'cover', align: 'start' }),
    image({ size: 'md', aspectRatio: '1:2', aspectMode: 'fit', backgroundColor: '#FFE8C2' }),
    image({ size: 'md', aspectRatio: '1:1', align: 'end', action: postback('แตะภาพ') }),
    box('horizontal', [image({ gravity: 'bottom', size: 'xs' }), text(marks, { wrap: true })]),
  ]),
  hero: bubble([text(marks, { wrap: true })], {
    hero: image({ size: 'full', aspectRatio: '20:13', aspectMode: 'cover' }),
  }),
  'hero-video': bubble([text('วิดีโอ')], {
    hero: {
      type: 'video',
      url: 'https://bot.demo/files/film.mp4',
      previewUrl: picture,
      altContent: image({ size: 'full' }),
      aspectRatio: '20:13',
      action: { type: 'uri', label: 'ดูต่อ', uri: 'https://bot.demo/film' },
    },
  }),
  'hero-box': bubble([text('เนื้อหา')], {
    hero: box('vertical', [text(marks, { wrap: true, color: '#FFFFFF' })], {
      backgroundColor: '#1F5F8B',
      paddingAll: 'xl',
    }),
  }),
  blocks: bubble([text('เนื้อหา ผู้นำ')], {
    header: box('vertical', [text('หัว ผู้นำ', { weight: 'bold' })]),
    footer: box('vertical', [button('ท้าย')]),
    styles: {
      header: { backgroundColor: '#E6F6EC' },
      body: { backgroundColor: '#FFFFFF', separator: true, separatorColor: '#0B6B3A' },
      footer: { backgroundColor: '#F2F4F7', separator: true },
    },
  }),
  spacings: bubble(
    spacings.map((spacing) =>
      box('horizontal', [tile('#CFE6F5'), tile('#CFE6F5'), tile('#CFE6F5')], { spacing }),
    ),
  ),
  margins: bubble(spacings.map((margin) => box('vertical', [tile('#FFE8C2')], { margin }))),
  paddings: bubble([
    ...spacings.map((paddingAll) => tile('#CFE6F5', { paddingAll })),
    tile('#FFE8C2', { paddingTop: '20px', paddingStart: '30%', paddingEnd: 'xl' }),
    tile('#FFE8C2', { paddingBottom: '5%' }),
  ]),
  borders: bubble(
    ['light', 'normal', 'medium', 'semi-bold', 'bold', '7px'].map((borderWidth, i) =>
      tile('#FFFFFF', { borderWidth, borderColor: '#0B6B3A', cornerRadius: spacings[i + 1] }),
    ),
  ),
  flexes: bubble([
    box(
      'horizontal',
      [1, 2, 3].map((flex) => tile('#CFE6F5', { flex })),
      { spacing: 'sm' },
    ),
    box('horizontal', [text('ชื่อ', { flex: 0 }), text(long, { margin: 'md' })]),
    box('horizontal', [tile('#FFE8C2', { width: '80px' }), tile('#CFE6F5')], { spacing: 'sm' }),
    box('horizontal', [tile('#FFE8C2', { width: '40%' }), tile('#CFE6F5', { maxWidth: '60px' })]),
  ]),
  justified: bubble(
    ['center', 'flex-start', 'flex-end', 'space-between', 'space-around', 'space-evenly'].map(
      (justifyContent) =>
        box(
          'horizontal',
          [1, 2, 3].map(() => tile('#CFE6F5', { width: '50px', flex: 0 })),
          {
            justifyContent,
            backgroundColor: '#EEF0F4',
          },
        ),
    ),
  ),
  'aligned-items': bubble(
    ['center', 'flex-start', 'flex-end'].map((alignItems) =>
      box('horizontal', [tile('#CFE6F5', { height: '60px' }), tile('#FFE8C2')], { alignItems }),
    ),
  ),
  heights: bubble([
    box('vertical', [tile('#CFE6F5', { height: '50%' }), tile('#FFE8C2', { flex: 1 })], {
      height: '140px',
      backgroundColor: '#EEF0F4',
    }),
    box('vertical', [text(long, { wrap: true })], { maxHeight: '60px' }),
  ]),
  positions: bubble([
    box(
      'vertical',
      [
        image({ size: 'full', aspectRatio: '16:9', aspectMode: 'cover' }),
        tile('#FFFFFFCC', {
          position: 'absolute',
          offsetTop: '10px',
          offsetStart: 'lg',
          paddingAll: 'sm',
        }),
        tile('#FFE8C2', { position: 'absolute', offsetBottom: '10%', offsetEnd: '10px' }),
      ],
      { cornerRadius: 'xl' },
    ),
    tile('#CFE6F5', { position: 'relative', offsetStart: '20px', offsetTop: '4px' }),
  ]),
  'absolute-in-the-body': {
    type: 'bubble',
    body: box(
      'vertical',
      [
        image({ size: 'full', aspectRatio: '1:1', aspectMode: 'cover' }),
        box('vertical', [text(marks, { color: '#FFFFFF', wrap: true })], {
          position: 'absolute',
          offsetBottom: '0px',
          offsetStart: '0px',
          offsetEnd: '0px',
          paddingAll: '20px',
          backgroundColor: '#000000A0',
        }),
      ],
      { paddingAll: '0px' },
    ),
  },
  gradients: bubble([
    box('vertical', [text('น้ำ', { color: '#FFFFFF' })], {
      paddingAll: 'xxl',
      background: {
        type: 'linearGradient',
        angle: '90deg',
        startColor: '#0B6B3A',
        endColor: '#1F5F8B',
      },
    }),
    box('vertical', [text('ปู่')], {
      paddingAll: 'xxl',
      background: {
        type: 'linearGradient',
        angle: '45deg',
        startColor: '#FFE8C2',
        centerColor: '#FFFFFF',
        centerPosition: '20%',
        endColor: '#CFE6F5',
      },
    }),
  ]),
  icons: bubble(
    textSizes.slice(0, 7).map((size) =>
      box('baseline', [icon({ size }), icon({ size, aspectRatio: '2:1' }), text('น้ำปู่', { size })], {
        spacing: 'sm',
      }),
    ),
  ),
  'icons-scaled': bubble([
    box('baseline', [icon({ scaling: true }), text('ผู้นำ', { scaling: true, margin: 'sm' })]),
  ]),
  separators: bubble([
    separator(),
    separator({ color: '#0B6B3A', margin: 'xl' }),
    box('horizontal', [
      text('ซ้าย'),
      separator({ color: '#9A4A00' }),
      text('ขวา', { margin: 'md' }),
    ]),
  ]),
  fillers: bubble([
    box('horizontal', [{ type: 'filler' }, text('กลาง', { flex: 0 }), { type: 'filler', flex: 2 }]),
  ]),
  'actions-everywhere': bubble(
    [
      box('vertical', [text('ทั้งกล่องแตะได้'), button('ปุ่มในกล่อง', { style: 'secondary' })], {
        action: postback('กล่อง'),
        backgroundColor: '#EEF0F4',
        paddingAll: 'lg',
      }),
      text('ข้อความแตะได้', { action: postback('ข้อความ') }),
      box('vertical', [text('กล่องแตะได้')], { action: postback('กล่องเดียว') }),
    ],
    { action: postback('ทั้งการ์ด') },
  ),
  nano: bubble([text(marks, { wrap: true, size: 'xs' })], { size: 'nano' }),
  micro: bubble([text(marks, { wrap: true, size: 'sm' })], { size: 'micro' }),
  deca: bubble([text(marks, { wrap: true })], { size: 'deca' }),
  hecto: bubble([text(marks, { wrap: true })], { size: 'hecto' }),
  kilo: bubble([text(marks, { wrap: true })], { size: 'kilo' }),
  giga: bubble([text(marks, { wrap: true })], { size: 'giga' }),
  'right-to-left': bubble([box('horizontal', [text('หนึ่ง'), text('สอง'), text('สาม')])], {
    direction: 'rtl',
  }),
  carousel: {
    type: 'carousel',
    contents: [1, 2, 3].map((number) =>
      bubble([text(number === 2 ? long : `การ์ดที่ ${number}`, { wrap: true })], {
        size: 'micro',
        footer: box('vertical', [button('เลือก')]),
      }),
    ),
  },
};
