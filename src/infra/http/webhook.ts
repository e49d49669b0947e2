import express, { type ErrorRequestHandler, type Router } from 'express';
import type { Clock } from '../clock.js';
import type { InboxStore } from '../inbox/store.js';
import {
  envelopeSchema,
  eventSchema,
  oldestEventMs,
  type ReceivedEvent,
} from '../line/envelope.js';
import type { Log } from '../log.js';
import { readBody } from './read-body.js';
import { isSigned } from './signature.js';

/** Checked before anything is hashed. */
const mostBodyBytes = 1024 * 1024;

/** `POST /webhook` as contract.md says: verify, store durably, answer; everything else comes after. */
export function webhook(p: {
  readonly channelSecrets: readonly string[];
  /** The bot's own user id; null while it is not known yet. */
  readonly botUserId: () => string | null;
  readonly store: InboxStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Told how many events were `stored`, or were ignored and why. */
  readonly counted: (result: string, events: number) => void;
  readonly mark: (label: string) => void;
}): Router {
  const router = express.Router();
  const ignore = (why: string): null => {
    p.counted(why, 1);
    return null;
  };

  /** The event if it is one for us; odd ones are counted, and never harm the others. */
  const accept = (raw: unknown): ReceivedEvent | null => {
    const event = eventSchema.safeParse(raw);
    const text = textOf(raw);
    if (!event.success || text === null) return ignore('unreadable');
    if (event.data.mode === 'standby') return ignore('standby');
    if (p.clock.now() - event.data.timestamp > oldestEventMs) return ignore('too-old');
    return { event: event.data, text };
  };

  router.all('/webhook', (req, res, next) => {
    if (req.method === 'POST') return next();
    res.set('allow', 'POST').sendStatus(405);
  });
  router.post('/webhook', async (req, res) => {
    const bytes = await readBody(req, mostBodyBytes);
    if (bytes === 'gone') return;
    if (bytes === 'too-long') {
      res.sendStatus(413);
      return;
    }
    if (!isSigned(bytes, signatureOf(req.headers['x-line-signature']), p.channelSecrets)) {
      res.sendStatus(401);
      return;
    }
    const envelope = envelopeSchema.safeParse(parse(bytes));
    if (!envelope.success) {
      res.sendStatus(400);
      return;
    }
    const { destination, events } = envelope.data;
    const own = p.botUserId();
    if (own !== null && destination !== own) ignore('other-destination');
    else {
      const accepted = events.flatMap((raw) => accept(raw) ?? []);
      await p.store.put(accepted);
      p.counted('stored', accepted.length);
    }
    p.mark('after-store');
    res.json({});
  });
  router.use(onError(p.log));
  return router;
}

const signatureOf = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'string' ? header : undefined;

/** JSON.parse keeps `__proto__` as an own key, and zod's copies never reach a prototype. */
function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}

/** The event as text; null when it is nested too deeply to be written down. */
function textOf(raw: unknown): string | null {
  try {
    return JSON.stringify(raw);
  } catch {
    return null;
  }
}

/** What could not be stored is 503, so that LINE sends it again. */
const onError =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, _req, res, next) => {
    if (res.headersSent) return next(error);
    log.error('webhook.not-stored', error);
    res.sendStatus(503);
  };
