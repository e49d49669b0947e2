/** Words before the names of places; Bangkok has its own. */
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
} as const;
