import type { AreaLevel } from '../core/area.js';

/** What people call a province beside its name (folded). */
export const provinceAliases: Readonly<Record<string, string>> = {
  กทม: 'กรุงเทพมหานคร',
  กรุงเทพ: 'กรุงเทพมหานคร',
  บางกอก: 'กรุงเทพมหานคร',
  bangkok: 'กรุงเทพมหานคร',
  bkk: 'กรุงเทพมหานคร',
  โคราช: 'นครราชสีมา',
  แปดริ้ว: 'ฉะเชิงเทรา',
  อยุธยา: 'พระนครศรีอยุธยา',
  กรุงเก่า: 'พระนครศรีอยุธยา',
  อุบล: 'อุบลราชธานี',
  อุดร: 'อุดรธานี',
  สุราษฎร์: 'สุราษฎร์ธานี',
  สุราษ: 'สุราษฎร์ธานี',
  สุพรรณ: 'สุพรรณบุรี',
  นครศรี: 'นครศรีธรรมราช',
  เมืองคอน: 'นครศรีธรรมราช',
  กาญจน์: 'กาญจนบุรี',
  เมืองกาญจน์: 'กาญจนบุรี',
  เมืองกาญ: 'กาญจนบุรี',
  ประจวบ: 'ประจวบคีรีขันธ์',
  สารคาม: 'มหาสารคาม',
  แม่กลอง: 'สมุทรสงคราม',
  มหาชัย: 'สมุทรสาคร',
  ปากน้ำ: 'สมุทรปราการ',
  ปากน้ำโพ: 'นครสวรรค์',
  เมืองเพชร: 'เพชรบุรี',
  เมืองจันท์: 'จันทบุรี',
  เมืองชล: 'ชลบุรี',
};

/** The words and abbreviations before a place, and the level they mean; Bangkok has เขต and แขวง. */
export const levelWords: Readonly<Record<string, AreaLevel>> = {
  จังหวัด: 'province',
  จ: 'province',
  กิ่งอำเภอ: 'district',
  อำเภอ: 'district',
  อ: 'district',
  เขต: 'district',
  ตำบล: 'tambon',
  ต: 'tambon',
  แขวง: 'tambon',
};
