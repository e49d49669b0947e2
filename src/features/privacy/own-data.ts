import type { AreaBook } from '../../core/area.js';
import type { JoinRequest } from '../../core/join-request.js';
import { defineCommand } from '../../flow/command.js';
import { say } from '../../flow/effect.js';
import { areaTitle } from '../../say/area-title.js';
import { card, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import type { PrivacyPorts } from './facts.js';

const words = th.privacy;

type Facts = {
  readonly areas: AreaBook;
  readonly reportCount: number;
  readonly seatPhone: string | null;
  /** Sent by this person. */
  readonly photoCount: number;
  readonly request: JoinRequest | null;
};

/** A copy of everything that is stored about the person (PDPA). */
export const ownData = defineCommand<PrivacyPorts, Facts>({
  load: async (ports, { actor }) => {
    const { seat } = actor;
    const [reports, seatPhone, photos] = seat
      ? await Promise.all([
          ports.seatReports(seat.id),
          ports.seatPhone(seat.id),
          ports.seatPhotos(seat.id),
        ])
      : [[], null, []];
    const request = await ports.waitingRequest(actor.id);
    const reportCount = reports.filter((r) => r.version > 0).length;
    const photoCount = photos.filter((p) => p.by === actor.id && p.state !== 'refused').length;
    return { areas: ports.areas, reportCount, seatPhone, photoCount, request };
  },
  decide: ({ areas, reportCount, seatPhone, photoCount, request }, { actor }) => {
    const { member, seat, offices } = actor;
    if (!member) return [say(text(words.nothing(), [types(th.words.register[0])]))];
    return [
      say(
        card('panel', {
          tone: 'plain',
          title: words.ownTitle(),
          lines: [],
          rows: [
            { label: words.line(), value: words.lineNote() },
            { label: words.consent(), value: th.reporting.at({ at: member.consent.at }) },
            ...(seat
              ? [
                  ...(seat.rosterName ? [{ label: words.name(), value: seat.rosterName }] : []),
                  ...(seatPhone ? [{ label: words.phone(), value: seatPhone }] : []),
                  ...(seat.village ? [{ label: words.village(), value: seat.village }] : []),
                  {
                    label: words.seat(),
                    value: th.reporting.statusSeat({
                      number: seat.number,
                      tambon: areaTitle(areas, seat.tambon),
                    }),
                  },
                  { label: words.reports(), value: words.reportCount({ count: reportCount }) },
                  { label: th.photos.own(), value: th.photos.count({ count: photoCount }) },
                ]
              : []),
            ...(request
              ? [
                  { label: words.request(), value: areaTitle(areas, request.tambon) },
                  { label: th.joining.nameRow(), value: request.name },
                ]
              : []),
            ...offices.flatMap((o) => [
              { label: words.office(), value: areaTitle(areas, o.area) },
              { label: words.officeName(), value: o.name },
              ...(o.phone ? [{ label: words.phone(), value: o.phone }] : []),
            ]),
          ],
          main: [],
          others: [{ action: types(th.words.withdraw[0]) }, { action: types(th.words.menu[0]) }],
        }),
      ),
    ];
  },
});
