import { normalise } from './normalise.js';

/**
 * A typed seat or officer code in its one canonical form: 12 characters of Crockford's base 32, upper
 * case, no dashes; null when it cannot be one. The word รหัส in front does not matter, with or without a space. O is read as 0, I and L as 1, as Crockford lays down.
 */
export function readCode(text: string): string | null {
  const code = normalise(text)
    .replace(/^[/!]?รหัส/, '')
    .replace(/[\s\p{Pd}]/gu, '')
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(code) ? code : null;
}

/** A canonical code as people see it: `XXXX-XXXX-XXXX`. */
export const showCode = (canonical: string): string => canonical.replace(/(.{4})(?=.)/g, '$1-');
