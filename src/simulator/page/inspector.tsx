import { useState } from 'preact/hooks';
import type { ChatEntry } from '../chats.js';
import type { PageState, Traffic } from '../page-contract.js';
import { Icon } from './icon.js';
import { useEscape } from './use-escape.js';
import { momentToSecond, words } from './words.js';

export type Filter = 'phone' | 'all' | 'wrong';

const FILTERS: readonly { readonly filter: Filter; readonly label: string }[] = [
  { filter: 'phone', label: words.ofThisPhone },
  { filter: 'all', label: words.ofAll },
  { filter: 'wrong', label: words.onlyWrong },
];

/** The record of the request that brought this entry, or of the webhook that told the bot of it. */
const isAbout = (record: Traffic, { requestId, eventId }: ChatEntry): boolean =>
  record.kind === 'call'
    ? requestId !== undefined && record.requestId === requestId
    : eventId !== undefined && record.eventIds.includes(eventId);

function Json({ title, value }: { readonly title: string; readonly value: unknown }) {
  if (value === null || value === undefined) return null;
  return (
    <figure class="json">
      <figcaption>{title}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{JSON.stringify(value, null, 2)}</pre>
    </figure>
  );
}

const titleOf = (record: Traffic): string => {
  if (record.kind === 'call') return `${record.method} ${record.path}`;
  const { events } = record.body as { readonly events: readonly { readonly type: string }[] };
  return `webhook ${events.map(({ type }) => type).join(', ') || words.noEvents}`;
};
const statusOf = (record: Traffic): string =>
  String(record.status || (record.kind === 'webhook' ? record.failure : null) || words.noAnswer);
const isFine = ({ status }: Traffic): boolean => status !== null && status >= 200 && status < 300;

function Record({ record, isOpen }: { readonly record: Traffic; readonly isOpen: boolean }) {
  const [shown, setShown] = useState(isOpen);
  const { violations } = record;
  return (
    <details
      class={violations.length > 0 ? 'wrong' : undefined}
      open={isOpen}
      onToggle={(event) => setShown(event.currentTarget.open)}
    >
      <summary>
        <span aria-hidden="true">{record.kind === 'call' ? '←' : '→'}</span>
        <code>{titleOf(record)}</code>
        <b class={isFine(record) ? 'fine' : 'bad'}>{statusOf(record)}</b>
        <small>
          {momentToSecond(record.at)} · {Math.round(record.ms)} ms
        </small>
        {violations.map(({ property, message }) => (
          <span class="violation">
            <code>{property}</code> {message}
          </span>
        ))}
      </summary>
      {shown && (
        <>
          <Json title={record.kind === 'call' ? words.fromBot : words.toBot} value={record.body} />
          {record.kind === 'call' && <Json title={words.answered} value={record.answer} />}
        </>
      )}
    </details>
  );
}

function Quota({ quota }: { readonly quota: PageState['quota'] }) {
  const { plan, used } = quota;
  if (plan.type === 'none') return <p class="quota">{words.quotaFree(used)}</p>;
  return (
    <p class="quota">
      <label>
        {words.quota(used, plan.value)} <meter value={used} max={plan.value} />
      </label>
    </p>
  );
}

/** What went between the bot and LINE: JSON, answers, and in red what breaks LINE's rules. */
export function Inspector(props: {
  readonly state: PageState;
  readonly traffic: readonly Traffic[];
  /** The phone that is looked at. */
  readonly chatId: string;
  /** The message that was asked about. */
  readonly asked: ChatEntry | null;
  readonly close: () => void;
}) {
  const { state, traffic, chatId, asked, close } = props;
  const [filter, setFilter] = useState<Filter>('phone');
  useEscape(close);
  const shown = traffic.filter(({ chats, violations }) =>
    filter === 'wrong'
      ? violations.length > 0
      : filter === 'all' || chats.length === 0 || chats.includes(chatId),
  );
  return (
    <aside class="inspector" aria-label={words.inspector}>
      <header>
        <h2>{words.inspector}</h2>
        <button type="button" class="round" aria-label={words.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <Quota quota={state.quota} />
      {asked !== null && (
        <section class="asked" aria-label={words.thisMessage}>
          <Json title={words.thisMessage} value={asked.message ?? asked.action} />
          {traffic
            .filter((record) => isAbout(record, asked))
            .map((record) => (
              <Record key={record.seq} record={record} isOpen={false} />
            ))}
        </section>
      )}
      <fieldset class="filters" aria-label={words.filter}>
        {FILTERS.map((each) => (
          <button
            type="button"
            key={each.filter}
            aria-pressed={each.filter === filter}
            onClick={() => setFilter(each.filter)}
          >
            {each.label}
          </button>
        ))}
      </fieldset>
      <div class="records">
        {shown.length === 0 && <p>{words.noTraffic}</p>}
        {[...shown].reverse().map((record) => (
          <Record key={record.seq} record={record} isOpen={false} />
        ))}
      </div>
    </aside>
  );
}
