import { isDoc, show, toNumber, typeOf } from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import type { CompileExpression } from '../query/project.js';

/** A date, or its milliseconds as a double or long. Null and missing stay null. @throws MongoError 241 */
export function toDate(value: unknown): Date | null {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value;
  const ms = typeOf(value) === 'int' ? undefined : toNumber(value);
  if (ms === undefined || Number.isNaN(new Date(ms).getTime())) {
    refuse(241, `Failed to convert ${typeOf(value)} to date`);
  }
  return new Date(ms);
}

/** What `%` may be followed by in a format, and where `sv-SE` writes it: 2021-02-15 07:05:09. */
const parts = { Y: [0, 4], m: [5, 7], d: [8, 10], H: [11, 13], M: [14, 16], S: [17, 19] } as const;
const firstYear = Date.parse('0001-01-02T00:00:00Z');
const fields = ['date', 'format', 'timezone'];

/**
 * `$dateToString` with a fixed format and time zone.
 * @throws MongoError 18534 for an unknown argument, 18536 for an unknown specifier, 40485 for an unknown zone
 */
export function compileDateToString(
  argument: unknown,
  compileExpression: CompileExpression,
): ReturnType<CompileExpression> {
  const given = isDoc(argument) ? argument : {};
  const unknown = Object.keys(given).find((name) => !fields.includes(name));
  if (unknown) refuse(18534, `Unrecognized argument to $dateToString: ${unknown}`);
  const { date, format, timezone = 'UTC' } = given;
  if (date === undefined) refuse(18628, "Missing 'date' parameter to $dateToString");
  if (typeof format !== 'string' || format.startsWith('$')) {
    refuse(18533, '$dateToString needs a text as its format here');
  }
  const pattern: string = format;
  const [odd] = /%(?![YmdHMS]).?/s.exec(pattern) ?? [];
  if (odd) refuse(18536, `Invalid format character '${odd}'`);
  const inZone = clockOf(show(timezone));
  const of = compileExpression(date);
  return (doc) => {
    const moment = of(doc);
    if (moment === undefined || moment === null) return null;
    if (!(moment instanceof Date)) {
      refuse(16006, `can't convert from BSON type ${typeOf(moment)} to Date`);
    }
    const written = inZone.format(moment).padStart(19, '0');
    if (written.length > 19 || moment.getTime() < firstYear) {
      refuse(18535, 'The year of a date must be from 1 to 9999');
    }
    return pattern.replace(/%([YmdHMS])/g, (_, part: keyof typeof parts) =>
      written.slice(...parts[part]),
    );
  };
}

const zones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);

function clockOf(timeZone: string): Intl.DateTimeFormat {
  if (!zones.has(timeZone)) refuse(40485, `unrecognized time zone identifier: "${timeZone}"`);
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
}
