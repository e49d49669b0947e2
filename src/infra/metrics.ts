import type { Log, LogFields } from './log.js';

type Labels = Readonly<Record<string, string>>;
/** What a metric means; counters only grow, gauges are asked anew for every page. */
type Meaning = { readonly type: 'counter' | 'gauge'; readonly help: string };

/** Every metric there is (quality.md section 4). Labels never name a person. */
const meanings = {
  webhook_events_total: { type: 'counter', help: 'Events of LINE by what became of them' },
  line_requests_total: { type: 'counter', help: 'Calls to LINE by endpoint and answer' },
  slots_total: { type: 'counter', help: 'Scheduled runs by job and result' },
  dead_letters_total: { type: 'counter', help: 'Events and messages that were set aside' },
  photos_total: { type: 'counter', help: 'Pictures by what became of them' },
  photos_waiting: { type: 'gauge', help: 'Pictures still to be downloaded' },
  inbox_oldest_age_seconds: { type: 'gauge', help: 'Age of the oldest event not handled yet' },
  outbox_depth: { type: 'gauge', help: 'Messages not sent yet, and dead ones' },
  line_quota_remaining: { type: 'gauge', help: 'Messages left this month; absent without a limit' },
} as const satisfies Record<string, Meaning>;
export type MetricName = keyof typeof meanings;

export type Gauge = {
  readonly name: MetricName;
  readonly labels?: Labels;
  readonly value: number;
};

export type Metrics = {
  count(name: MetricName, labels: Labels, by?: number): void;
  /** Everything in Prometheus' text format. */
  page(gauges: readonly Gauge[]): string;
};

/** The counters of one process, from its start. */
export function makeMetrics(): Metrics {
  const counters = new Map<string, { readonly name: MetricName; value: number }>();
  return {
    count(name, labels, by = 1) {
      const series = seriesOf(name, labels);
      const counter = counters.get(series) ?? { name, value: 0 };
      counter.value += by;
      counters.set(series, counter);
    },
    page(gauges) {
      const lines = [
        ...[...counters].map(([series, { name, value }]) => ({ name, series, value })),
        ...gauges.map(({ name, labels = {}, value }) => ({
          name,
          series: seriesOf(name, labels),
          value,
        })),
      ];
      return Object.entries(meanings)
        .map(([metric, { type, help }]) => {
          const own = lines.filter(({ name }) => name === metric);
          const values = own.map(({ series, value }) => `${series} ${value}\n`);
          return `# HELP ${metric} ${help}\n# TYPE ${metric} ${type}\n${values.join('')}`;
        })
        .join('');
    },
  };
}

function seriesOf(name: MetricName, labels: Labels): string {
  const inside = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`);
  return inside.length === 0 ? name : `${name}{${inside.join(',')}}`;
}

const escaped = (value: string): string =>
  value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');

/** Events of the log that are counted too: what it means, and from which field the label comes. */
const loggedCounters: Readonly<
  Record<string, (about: LogFields) => readonly [MetricName, Labels]>
> = {
  'inbox.dead': () => ['dead_letters_total', { from: 'inbox' }],
  'outbox.dead': () => ['dead_letters_total', { from: 'outbox' }],
  'photo.settled': ({ result }) => ['photos_total', { result: String(result) }],
  'job.done': ({ job }) => ['slots_total', { job: String(job), result: 'done' }],
  'job.failed': ({ job }) => ['slots_total', { job: String(job), result: 'failed' }],
  'job.skipped': ({ job }) => ['slots_total', { job: String(job), result: 'skipped' }],
};

/** The same log; what it says about dead letters and jobs is counted as well, so the two always agree. */
export function countedLog(log: Log, metrics: Metrics): Log {
  const count = (event: string, about: LogFields = {}): void => {
    const counter = loggedCounters[event]?.(about);
    if (counter) metrics.count(...counter);
  };
  return {
    info(event, about) {
      count(event, about);
      log.info(event, about);
    },
    warn(event, about) {
      count(event, about);
      log.warn(event, about);
    },
    error(event, error, about) {
      count(event, about);
      log.error(event, error, about);
    },
  };
}
