import type { AreaBook, AreaCode } from '../../core/area.js';
import type { Office } from '../../core/office.js';
import type { Audience, PlanId } from '../../core/plan.js';
import type { Round } from '../../core/round.js';
import { areaTitle } from '../../say/area-title.js';
import { card, goes, type Message } from '../../say/message.js';
import { audienceTitle, planActions } from '../../say/plan-card.js';
import { th } from '../../say/th/catalogue.js';
import type { MessageQuota, Reach } from './facts.js';
import { costOf, leftOf } from './rules.js';

const words = th.broadcast;

/** What leaders see of typed words; `from` is the office that sends them, null the department. */
export const wordsCard = (areas: AreaBook, from: AreaCode | null, said: string): Message =>
  card('panel', {
    tone: 'plain',
    title: words.messageTitle({ area: from && areaTitle(areas, from) }),
    lines: [{ line: said }],
    rows: [],
    main: [],
    others: [],
  });

/** How many, what it may cost and what is left, as rows of a card. */
export function figures(p: {
  readonly areas: AreaBook;
  readonly audience: Audience;
  /** Told when several take reports. */
  readonly round: Round | null;
  readonly reach: Reach;
  readonly quota: MessageQuota | null;
}) {
  const left = p.quota && leftOf(p.quota);
  const { people } = p.reach;
  return [
    { label: words.to(), value: audienceTitle(p.areas, p.audience) },
    ...(p.round ? [{ label: words.round(), value: th.reporting.shortRound(p.round) }] : []),
    { label: words.peopleLabel(), value: words.reach(p.reach) },
    { label: words.paid(), value: words.messages({ count: people }) },
    { label: words.cost(), value: words.baht({ baht: costOf(people) }) },
    {
      label: words.quota(),
      value:
        p.quota === null
          ? words.unknownQuota()
          : left === null
            ? words.unlimited()
            : words.messages({ count: left }),
    },
  ];
}

/** Asks a second person, who sees whose wish it is; the message itself is above it. */
export const approvalCard = (
  areas: AreaBook,
  plan: { readonly id: PlanId; readonly audience: Audience; readonly people: number },
  from: Office | null,
): Message =>
  card('panel', {
    tone: 'warn',
    title: words.approveTitle(),
    lines: [{ line: words.approveLine() }],
    rows: [
      {
        label: words.asker(),
        value: from ? `${from.name} ${areaTitle(areas, from.area)}` : words.anAdmin(),
      },
      { label: words.to(), value: audienceTitle(areas, plan.audience) },
      { label: words.peopleLabel(), value: words.people({ count: plan.people }) },
    ],
    main: [{ action: goes(words.approve(), planActions.approve, plan.id) }],
    others: [
      { action: goes(words.look(), planActions.look, plan.id) },
      { action: goes(words.stop(), planActions.stop, plan.id) },
    ],
  });
