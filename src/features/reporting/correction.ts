import { defineFlow } from '../../flow/flow.js';
import { type Message, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import type { Draft, Facts } from './draft.js';
import type { ReportingPorts } from './facts.js';
import { openWith, reportFlow } from './flow.js';
import type { StepName } from './hear-figure.js';
import { correctableAt } from './rules.js';

/**
 * `แก้ไข`: the same conversation, begun with what was sent; sends the next version. The moment of the
 * first one stays the one that counts for the deadline (metrics.md, On time).
 */
export const correction = defineFlow<ReportingPorts, Draft, StepName, Facts>({
  ...reportFlow,
  id: 'correction',
  about: th.sent.aboutCorrection,

  async load(ports, question) {
    const facts = await reportFlow.load(ports, question);
    const due = correctableAt(facts.periods, facts.reports, facts.at).filter(
      // One that was taken back while it was being corrected can still be sent again.
      ({ round, report }) => report.content !== null || round.id === question.draft.round,
    );
    return { ...facts, due };
  },
  open: (before, facts) => openWith(before, facts, nothingToCorrect),
});

/** Why nothing can be corrected now, and what can be done instead. */
function nothingToCorrect({ periods, reports }: Facts): Message {
  const locked = periods.findLast(({ round }) =>
    reports.some((r) => r.round === round.id && r.content !== null),
  )?.round;
  return locked
    ? text(th.sent.locked(locked), [types(th.words.status[0]), types(th.words.contact[0])])
    : text(th.sent.nothingToCorrect(), [types(th.words.report[0]), types(th.words.menu[0])]);
}
