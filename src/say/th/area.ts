/** Words before the names of places (Bangkok has its own), and what is asked about a typed one. */
export const area = {
  kind: {
    province: 'จังหวัด',
    district: 'อำเภอ',
    tambon: 'ตำบล',
    village: 'หมู่ที่ ',
    khet: 'เขต',
    khwaeng: 'แขวง',
    bangkok: '',
  },
  short: { province: 'จ.', district: 'อ.', tambon: 'ต.' },
  several: () => 'มีหลายแห่งชื่อนี้ค่ะ เลือกที่ต้องการ',
  many: (p: { count: number; word: string | null }) =>
    `มี ${p.count} แห่งค่ะ เลือกที่ต้องการ ถ้าไม่มีในนี้ พิมพ์${p.word ? ` ${p.word} ตามด้วย` : ''}ชื่อและจังหวัด`,
  option: (p: { number: number; area: string }) => `${p.number}. ${p.area}`,
  near: () => 'ไม่พบชื่อนี้ค่ะ หมายถึงที่ไหนคะ',
  nowhere: () => 'ไม่พบพื้นที่นี้ในความดูแลของท่านค่ะ',
} as const;
