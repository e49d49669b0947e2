import { useContext, useState } from 'preact/hooks';
import type { ChatEntry, LineAction, LineMessage } from '../../chats.js';
import type { Member } from '../../persona.js';
import { Icon } from '../icon.js';
import { isWide, Message } from '../message/message.js';
import { localPath, Picture, PublicBase } from '../message/picture.js';
import { clockOf, words } from '../words.js';
import { useLongPress } from './long-press.js';

/** What can be done with a message that stands there. */
export type EntryDeeds = {
  readonly unsend: (messageId: string) => void;
  readonly inspect: (entry: ChatEntry) => void;
};

/** A tap on a link: where it would lead on a real phone. */
function Opened({ uri }: { readonly uri: string }) {
  const path = localPath(uri, useContext(PublicBase));
  if (uri.startsWith('tel:')) return <>{words.called(uri.slice(4))}</>;
  const isWeb = /^https?:\/\//.test(uri);
  return (
    <>
      {words.opened}{' '}
      {path !== null || isWeb ? (
        <a href={path ?? uri} target="_blank" rel="noopener noreferrer">
          {uri}
        </a>
      ) : (
        <bdi>{uri}</bdi>
      )}
    </>
  );
}

function Notice({ action }: { readonly action: LineAction }) {
  switch (action.type) {
    case 'follow':
      return <>{words.followed}</>;
    case 'unfollow':
      return <>{words.unfollowed}</>;
    case 'join':
      return <>{words.joined}</>;
    case 'leave':
      return <>{words.left}</>;
    case 'unsend':
      return <>{words.unsent}</>;
    case 'richmenuswitch':
      return <>{words.menuSwitched}</>;
    case 'clipboard':
      return <>{words.copied(String(action.clipboardText))}</>;
    case 'uri':
      return <Opened uri={String(action.uri)} />;
    default:
      return <>{words.tapped(String(action.label ?? action.type))}</>;
  }
}

/** Whether the bot got it; an answer other than 2xx is said plainly. */
function Fate({ entry }: { readonly entry: ChatEntry }) {
  const { delivery } = entry;
  if (entry.from === 'bot' || delivery === undefined) return null;
  const { status, failure } = delivery;
  if (status !== null && status >= 200 && status < 300) {
    return entry.message === undefined ? null : words.read;
  }
  return <strong class="failed">{words.failed(failure ?? String(status))}</strong>;
}

/** LINE lets a bot speak under another name and picture. */
const senderOf = (message: LineMessage) =>
  (message.sender ?? {}) as { readonly name?: string; readonly iconUrl?: string };

function Avatar({ name, iconUrl }: { readonly name: string; readonly iconUrl?: string }) {
  return (
    <span class="avatar" aria-hidden="true">
      {iconUrl === undefined ? (
        [...name][0]
      ) : (
        <Picture class="cover" url={iconUrl} style={{ width: '34px', height: '34px' }} />
      )}
    </span>
  );
}

/** One line of the chat: a bubble with its time, or a notice of what happened. */
export function Entry(props: {
  readonly entry: ChatEntry;
  /** The same speaker said the line before: his picture is not repeated. */
  readonly follows: boolean;
  readonly botName: string;
  /** In a group: somebody else than the phone's owner said it. */
  readonly other: Member | undefined;
  readonly tap: (action: LineAction) => void;
  readonly deeds: EntryDeeds;
}) {
  const { entry, follows, botName, other, tap, deeds } = props;
  const { message, action, from, messageId } = entry;
  const [isOpen, setOpen] = useState(false);
  const longPress = useLongPress(() => setOpen(true));
  if (message === undefined || entry.unsent) {
    return (
      <div class="notice" data-from={from}>
        <span>
          {entry.unsent ? words.unsent : action !== undefined && <Notice action={action} />}{' '}
          <Fate entry={entry} />
        </span>
      </div>
    );
  }
  const sender = senderOf(message);
  const speaker = other?.name ?? sender.name ?? botName;
  const isOwn = from === 'person' && other === undefined;
  const side = isOwn ? 'person' : from === 'bot' ? 'bot' : 'other';
  const isNamed = (other !== undefined && !follows) || sender.name !== undefined;
  return (
    <>
      <div
        class={`entry ${side} ${follows ? 'follows' : ''} ${isWide(message) ? 'wide' : ''}`}
        data-from={from}
        {...longPress}
      >
        {!isOwn && <Avatar name={speaker} {...(other === undefined ? sender : {})} />}
        <div class="said">
          {isNamed && <span class="who">{speaker}</span>}
          <Message message={message} tap={tap} />
        </div>
        <span class="meta">
          <button
            type="button"
            class="more-of"
            aria-label={words.moreOf(clockOf(entry.at))}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name="dots" />
          </button>
          <Fate entry={entry} />
          <time>{clockOf(entry.at)}</time>
        </span>
      </div>
      {isOpen && (
        <fieldset class="entry-menu" aria-label={words.moreOf(clockOf(entry.at))}>
          {isOwn && messageId !== undefined && (
            <button
              type="button"
              onClick={() => {
                setOpen(false);
                deeds.unsend(messageId);
              }}
            >
              <Icon name="undo" /> {words.unsend}
            </button>
          )}
          <button
            type="button"
            onClick={() => {
              setOpen(false);
              deeds.inspect(entry);
            }}
          >
            <Icon name="code" /> {words.seeJson}
          </button>
          <button type="button" onClick={() => setOpen(false)}>
            <Icon name="close" /> {words.close}
          </button>
        </fieldset>
      )}
    </>
  );
}
