export type Member = { readonly userId: string; readonly name: string; readonly role: string };

/** Who owns a phone on the page; or a group chat, seen on the phone of whoever speaks in it. */
export type Persona = {
  /** Short and stable, such as `leader`; names the phone in the page. */
  readonly id: string;
  /** Of a group chat: the group's id. */
  readonly userId: string;
  /** Set for a group chat: who speaks in it. `friend` then means that the bot is in the group. */
  readonly members?: readonly Member[];
  readonly name: string;
  readonly role: string;
  readonly about: string;
  /** Words to type, such as a seat code; a tap puts `text` into the input. */
  readonly hints: readonly { readonly label: string; readonly text: string }[];
};
