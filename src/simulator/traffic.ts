import { isRecord } from './check.js';
import { isGroupId, isUserId } from './ids.js';
import type { Traffic, Violation } from './page-contract.js';

/** The newest are kept; the record of every accepted send is kept elsewhere, whole. */
const KEPT = 500;

type Without<T> = T extends unknown ? Omit<T, 'seq'> : never;

export type TrafficLog = {
  /** Answers the record's number. */
  add(record: Without<Traffic>): number;
  /** Finds more wrong with a record later on, such as a picture that turned out too big. */
  mark(seq: number, violations: readonly Violation[]): void;
  /** Records after this number, oldest first. */
  since(seq: number): readonly Traffic[];
  watch(watcher: (record: Traffic) => void): () => void;
  clear(): void;
};

/** What went back and forth between LINE and the bot: the inspector's list. */
export function createTrafficLog(): TrafficLog {
  const records: Traffic[] = [];
  const watchers = new Set<(record: Traffic) => void>();
  let last = 0;
  const tell = (record: Traffic): void => {
    for (const watcher of watchers) watcher(record);
  };
  return {
    add(record) {
      last += 1;
      const made: Traffic = { ...record, seq: last };
      records.push(made);
      if (records.length > KEPT) records.shift();
      tell(made);
      return last;
    },
    mark(seq, violations) {
      if (violations.length === 0) return;
      const at = records.findIndex((record) => record.seq === seq);
      const found = records[at];
      if (found === undefined) return;
      const marked = { ...found, violations: [...found.violations, ...violations] };
      records[at] = marked;
      tell(marked);
    },
    since: (seq) => records.filter((record) => record.seq > seq),
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    clear: () => void records.splice(0),
  };
}

/** Whom a request of the bot is about: ids in its path and in the members that carry recipients. */
export function chatsIn(params: readonly string[], body: unknown): readonly string[] {
  const fields = isRecord(body) ? [body.to, body.chatId, body.userIds] : [];
  const ids = [...params, ...fields.flat()];
  return ids.filter((id): id is string => isUserId(id) || isGroupId(id));
}

/** Whom a webhook request is about. */
export function chatsOf(events: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const ids = events.flatMap(({ source }) =>
    isRecord(source) ? [source.groupId ?? source.userId] : [],
  );
  return [...new Set(ids)].filter((id): id is string => typeof id === 'string');
}

/** What an answer of LINE says against the request; nothing of what is no fault of the bot. */
export function violationsIn(status: number, answer: unknown): readonly Violation[] {
  if (status < 400 || status === 409 || status >= 500 || !isRecord(answer)) return [];
  const details = Array.isArray(answer.details) ? answer.details : [];
  const named = details.flatMap((detail) =>
    isRecord(detail)
      ? [{ property: String(detail.property ?? ''), message: String(detail.message ?? '') }]
      : [],
  );
  return named.length > 0 ? named : [{ property: '', message: String(answer.message ?? status) }];
}
