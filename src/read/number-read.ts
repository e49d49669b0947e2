/** What a typed figure may turn out to be. */
export type NumberRead =
  | { readonly kind: 'number'; readonly value: number }
  /** Two things it may mean, the smaller first: only the person knows. */
  | { readonly kind: 'ask'; readonly options: readonly [number, number] }
  | NoNumber;

type NoNumber = {
  readonly kind: 'none';
  readonly why: 'empty' | 'not-a-number' | 'negative' | 'fraction' | 'too-large';
};

export const noNumber = (why: NoNumber['why']): NoNumber => ({ kind: 'none', why });

/** Words around a figure that say nothing of it; a source for regular expressions. */
export const fillers = '(?:ที่)?เข้าร่วม|มี(?!น)|ได้(?!แก่)|รวม|ทั้งหมด|จำนวน|ประมาณ|แค่|เพียง|ลดลง|เงิน';

/** The largest figure that is read at all. */
export const mostRead = 999_999_999_999;
