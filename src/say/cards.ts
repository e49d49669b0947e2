import { z } from 'zod';
import { pressData } from './press.js';

type CardDef<S extends z.ZodType> = {
  readonly file: string;
  readonly data: S;
  /** Read aloud by screen readers and shown in the chat list. */
  readonly alt: (data: z.input<S>) => string;
  readonly sample: z.input<S>;
};
const card = <S extends z.ZodType>(def: CardDef<S>): CardDef<S> => def;

const row = z.object({ label: z.string().min(1), value: z.string().min(1) });
const press = { label: 'x', do: { data: 'x' } };
const button = z.object({ action: pressData });
/** A small picture; pressing it shows the whole one. */
const picture = z.object({ url: z.string().startsWith('https://'), action: pressData });

/** White text on each of these has a contrast of at least 4.5. */
const colours = { plain: '#1F5F8B', good: '#0B6B3A', warn: '#9A4A00' } as const;
const tone = z.enum(['plain', 'good', 'warn']).transform((t) => colours[t]);

/** One of the three parts of Expected: how many, and what they are. */
const part = z.object({ count: z.string().min(1), label: z.string().min(1) });

/** One stretch of a bar that is as wide as its share. */
const bar = z.object({ width: z.string(), colour: z.string() });
/** A sum of figures and what it comes to for one seat. */
const sum = z.object({
  label: z.string().min(1),
  value: z.string().min(1),
  note: z.string().min(1),
});

/** Every card the bot can show: its layout, its data, what stands in the chat list, and a sample. */
export const cards = {
  /** A heading, some lines, some rows and buttons: the everyday card. */
  panel: card({
    file: 'panel.json',
    data: z.object({
      tone,
      title: z.string().min(1),
      lines: z.array(z.object({ line: z.string().min(1) })),
      rows: z.array(row),
      pictures: z.array(picture).max(3).default([]),
      main: z.array(button).max(1),
      others: z.array(button),
    }),
    alt: (d) => [d.title, ...d.lines.map((l) => l.line)].join(' '),
    sample: {
      tone: 'plain',
      title: 't',
      lines: [{ line: 'l' }],
      rows: [{ label: 'l', value: 'v' }],
      pictures: [{ url: 'https://u', action: press }],
      main: [{ action: press }],
      others: [{ action: press }],
    },
  }),
  /** What this person can do now. */
  menu: card({
    file: 'menu.json',
    data: z.object({ title: z.string().min(1), items: z.array(button).min(1) }),
    alt: (d) => d.title,
    sample: { title: 't', items: [{ action: press }] },
  }),
  /** Own reports, round by round. */
  status: card({
    file: 'status.json',
    data: z.object({
      title: z.string().min(1),
      seat: z.string().min(1),
      rounds: z.array(
        z.object({
          name: z.string().min(1),
          due: z.string().min(1),
          mark: z.string().min(1),
          colour: z.enum(['plain', 'good', 'warn']).transform((t) => colours[t]),
          /** Empty: nothing was reported. */
          figures: z.string(),
          /** How many there are; empty: nothing to say of them. */
          photos: z.string().default(''),
          pictures: z.array(picture).max(3).default([]),
        }),
      ),
      main: z.array(button).max(1),
    }),
    alt: (d) => [d.title, ...d.rounds.map((r) => `${r.name} ${r.mark}`)].join(' '),
    sample: {
      title: 't',
      seat: 's',
      rounds: [
        {
          name: 'n',
          due: 'd',
          mark: 'm',
          colour: 'good',
          figures: 'f',
          photos: 'p',
          pictures: [{ url: 'https://u', action: press }],
        },
      ],
      main: [{ action: press }],
    },
  }),
  /** On time, late and missing of an area, then of the areas in it. */
  chase: card({
    file: 'chase.json',
    data: z.object({
      title: z.string().min(1),
      area: z.string().min(1),
      due: z.string().min(1),
      onTime: part,
      late: part,
      missing: part,
      bars: z.array(z.object({ width: z.string(), colour: z.string() })),
      areas: z.array(
        z.object({ name: z.string().min(1), count: z.string().min(1), action: pressData }),
      ),
      more: z.array(z.object({ note: z.string().min(1) })),
      others: z.array(button),
    }),
    alt: (d) => [d.title, d.area, d.missing.label, d.missing.count].join(' '),
    sample: {
      title: 't',
      area: 'a',
      due: 'd',
      onTime: { count: '4', label: 'l' },
      late: { count: '1', label: 'l' },
      missing: { count: '5', label: 'l' },
      bars: [{ width: '40%', colour: '#000000' }],
      areas: [{ name: 'n', count: 'c', action: press }],
      more: [{ note: 'n' }],
      others: [{ action: press }],
    },
  }),
  /** What an area has done in a round: standings, sums of figures, the areas in it, other rounds. */
  stats: card({
    file: 'stats.json',
    data: z.object({
      title: z.string().min(1),
      area: z.string().min(1),
      round: z.string().min(1),
      expected: z.string().min(1),
      onTime: part,
      late: part,
      missing: part,
      bars: z.array(bar),
      figures: z.array(sum),
      yardstick: z.array(z.object({ name: z.string().min(1), figures: z.array(sum) })).max(1),
      areas: z.array(
        z.object({
          name: z.string().min(1),
          share: z.string().min(1),
          bars: z.array(bar),
          action: pressData,
        }),
      ),
      more: z.array(z.object({ note: z.string().min(1) })),
      rounds: z.array(
        z.object({ name: z.string().min(1), share: z.string().min(1), action: pressData }),
      ),
      others: z.array(button),
    }),
    alt: (d) => [d.title, d.area, d.onTime.label, d.late.label, d.missing.label].join(' '),
    sample: {
      title: 't',
      area: 'a',
      round: 'r',
      expected: 'e',
      onTime: { count: '4', label: 'l' },
      late: { count: '1', label: 'l' },
      missing: { count: '5', label: 'l' },
      bars: [{ width: '40%', colour: '#000000' }],
      figures: [{ label: 'l', value: 'v', note: 'n' }],
      yardstick: [{ name: 'n', figures: [{ label: 'l', value: 'v', note: 'n' }] }],
      areas: [
        { name: 'n', share: 's', bars: [{ width: '40%', colour: '#000000' }], action: press },
      ],
      more: [{ note: 'n' }],
      rounds: [{ name: 'n', share: 's', action: press }],
      others: [{ action: press }],
    },
  }),
  /** People to call: the missing of a tambon, or the officers of a leader. */
  people: card({
    file: 'people.json',
    data: z.object({
      title: z.string().min(1),
      about: z.string().min(1),
      people: z.array(
        z.object({
          name: z.string().min(1),
          note: z.string().min(1),
          colour: tone,
          call: z.array(button).max(1),
        }),
      ),
      others: z.array(button),
    }),
    alt: (d) => [d.title, d.about].join(' '),
    sample: {
      title: 't',
      about: 'a',
      people: [{ name: 'n', note: 'n', colour: 'good', call: [{ action: press }] }],
      others: [{ action: press }],
    },
  }),
} as const;

export type CardName = keyof typeof cards;
export type CardData<N extends CardName> = z.input<(typeof cards)[N]['data']>;
