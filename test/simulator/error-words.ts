import type { Json } from './samples.js';

/** The shapes LINE's error bodies have. */
export const oneError = (message: string, property: string): Json => ({
  message: 'The request body has 1 error(s)',
  details: [{ message, property }],
});
export const said = (message: string): Json => ({ message });
export const listed = (message: string): Json => ({ message, details: [] });

/** What is asked, the status, LINE's body, and the request that provokes it. */
export type ErrorRow = readonly [string, number, Json | (() => Json), () => Promise<unknown>];
