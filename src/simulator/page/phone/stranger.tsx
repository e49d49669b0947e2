import { Icon } from '../icon.js';
import { words } from '../words.js';

/** Instead of the keyboard, while the bot is no friend, is blocked, or is not in the group. */
export function Stranger(props: {
  readonly isGroup: boolean;
  readonly blocked: boolean;
  readonly follow: () => void;
}) {
  const { isGroup, blocked, follow } = props;
  const notYet = isGroup ? words.notInGroup : words.notFriend;
  const enter = isGroup ? words.inviteToGroup : words.follow;
  return (
    <div class="stranger">
      <p>{blocked ? words.blocked : notYet}</p>
      <button type="button" class="follow" onClick={follow}>
        <Icon name="friend" /> {blocked ? words.unblock : enter}
      </button>
    </div>
  );
}
