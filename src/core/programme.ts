import { z } from 'zod';
import type { RoundId } from './ids.js';
import type { Form, Round } from './round.js';
import { addDays, type Day, daysBetween, endOf, startOf } from './time.js';

const day = z.iso.date();
const name = z.string().trim().min(1);

const field = z.strictObject({
  key: z.string().regex(/^[a-z][a-zA-Z]*$/),
  /** Short name on cards and receipts, at most 20 characters to fit a button. */
  label: name.max(20),
  unit: name.max(20),
  question: name.max(200),
  why: name.max(200),
  example: name.max(100),
  /** Words that introduce this figure in a one-line report. */
  words: z.array(name).min(1),
  most: z.number().int().positive(),
});

const form = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    fields: z.array(field).min(1).max(8),
    /** A report without a picture is taken either way; where one is required it is incomplete without. */
    photos: z.enum(['required', 'optional']).default('optional'),
    /** A check only: it is never shown, or leaders would report it. */
    usual: z
      .strictObject({ figure: z.string(), per: z.string(), value: z.number().positive() })
      .optional(),
  })
  .superRefine(({ fields, usual }, check) => {
    for (const key of usual ? [usual.figure, usual.per] : [])
      if (!fields.some((f) => f.key === key))
        check.addIssue({ code: 'custom', path: ['usual'], message: `the form has no '${key}'` });
  });

/**
 * Moments around a deadline, one a day at most: days from it, and an hour or half hour outside the quiet
 * hours.
 */
const ladderOf = (time: RegExp) =>
  z
    .array(z.strictObject({ day: z.number().int().min(-60).max(60), time: z.string().regex(time) }))
    .max(6)
    .refine((steps) => new Set(steps.map((step) => step.day)).size === steps.length, {
      message: 'only one step a day',
    });
const reminderLadder = ladderOf(/^(0[89]|1[0-9]):(00|30)$/);
/** Digests are for the morning. */
const digestLadder = ladderOf(/^(0[89]|10):(00|30)$/);

const round = z
  .strictObject({
    id: z.string().regex(/^r\d+$/),
    /** Stands at the beginning of receipt numbers. */
    code: z.string().regex(/^[0-9A-Z]{2,10}$/),
    opens: day,
    due: day,
  })
  .refine((r) => r.opens <= r.due, { message: 'a round must open before it is due' });

const activity = z
  .strictObject({
    id: z.string().regex(/^a\d+$/),
    number: z.number().int().positive(),
    name,
    from: day,
    to: day,
    /** What seats report in this activity; absent when nothing is reported by chat. */
    reporting: z
      .strictObject({
        unit: z.literal('seat'),
        /** Days after the deadline during which a report still counts, as late (metrics.md). */
        lateDays: z.number().int().min(0).max(60).default(7),
        /** When those who have not reported are reminded. */
        reminders: reminderLadder.default([
          { day: -3, time: '09:00' },
          { day: 0, time: '08:00' },
          { day: 1, time: '09:00' },
        ]),
        /** When officers are told who has not reported. */
        digests: digestLadder.default([
          { day: -3, time: '08:30' },
          { day: 0, time: '08:30' },
          { day: 1, time: '08:30' },
        ]),
        form,
        rounds: z.array(round).min(1),
      })
      .optional(),
  })
  .refine((a) => a.from <= a.to, { message: 'an activity must begin before it ends' });

/** A programme as data: one file of `programmes/`. */
export const programmeSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    id: z.string().regex(/^[a-z0-9-]+$/),
    name,
    motto: name,
    firstDay: day,
    lastDay: day,
    seatsPerTambon: z.number().int().positive(),
    activities: z.array(activity).min(1),
    /** An earlier result that statistics are held against, by the forms' keys. */
    published: z
      .strictObject({
        name: name.max(60),
        seats: z.number().int().positive(),
        figures: z.record(z.string(), z.number().int().min(0)),
      })
      .optional(),
  })
  .superRefine((programme, check) => {
    const ids = programme.activities.flatMap((a) => [
      a.id,
      ...(a.reporting?.rounds.map((r) => `${a.id}.${r.id}`) ?? []),
    ]);
    const codes = programme.activities.flatMap((a) => a.reporting?.rounds.map((r) => r.code) ?? []);
    for (const list of [ids, codes])
      for (const [i, id] of list.entries())
        if (list.indexOf(id) !== i)
          check.addIssue({ code: 'custom', message: `'${id}' is there twice` });
    const keys = programme.activities.flatMap(
      (a) => a.reporting?.form.fields.map((f) => f.key) ?? [],
    );
    for (const key of Object.keys(programme.published?.figures ?? {}))
      if (!keys.includes(key))
        check.addIssue({
          code: 'custom',
          path: ['published', 'figures', key],
          message: 'no form asks for it',
        });
    for (const a of programme.activities)
      if (a.from < programme.firstDay || a.to > programme.lastDay)
        check.addIssue({ code: 'custom', message: `activity ${a.id} lies outside the programme` });
  });

export type Programme = z.output<typeof programmeSchema>;

/** The same programme with every date moved so that its first day is `start`. */
export function shiftProgramme(programme: Programme, start: Day): Programme {
  const days = daysBetween(programme.firstDay, start);
  const move = (d: Day): Day => addDays(d, days);
  return {
    ...programme,
    firstDay: move(programme.firstDay),
    lastDay: move(programme.lastDay),
    activities: programme.activities.map((a) => ({
      ...a,
      from: move(a.from),
      to: move(a.to),
      ...(a.reporting && {
        reporting: {
          ...a.reporting,
          rounds: a.reporting.rounds.map((r) => ({ ...r, opens: move(r.opens), due: move(r.due) })),
        },
      }),
    })),
  };
}

/** All rounds of a programme, in the order they are due. */
export function roundsOf(programme: Programme): readonly Round[] {
  return programme.activities
    .flatMap((a) => {
      const reporting = a.reporting;
      if (!reporting) return [];
      return reporting.rounds.map(
        (r, i): Round => ({
          id: `${programme.id}.${a.id}.${r.id}` as RoundId,
          code: r.code,
          programme: programme.id,
          activity: { number: a.number, name: a.name },
          number: i + 1,
          of: reporting.rounds.length,
          opensAt: startOf(r.opens),
          dueAt: endOf(r.due),
          lockAt: endOf(addDays(r.due, reporting.lateDays)),
          // One that was stored before there were pictures or ladders says nothing of them.
          form: { ...reporting.form, photos: reporting.form.photos ?? 'optional' } satisfies Form,
          reminders: reporting.reminders ?? [],
          digests: reporting.digests ?? [],
        }),
      );
    })
    .sort((a, b) => a.dueAt - b.dueAt);
}
