/** Who owns a phone on the page. */
export type Persona = {
  /** Short and stable, such as `leader`; names the phone in the page. */
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly role: string;
  readonly about: string;
  /** Words to type, such as a seat code; a tap puts `text` into the input. */
  readonly hints: readonly { readonly label: string; readonly text: string }[];
};

/** What the page is told every second. */
export type PageState = {
  /** Another value means another run: screens kept from before are void. */
  readonly boot: string;
  readonly now: number;
  readonly bot: string;
  readonly publicBaseUrl: string | null;
  readonly personas: readonly (Persona & { readonly friend: boolean; readonly blocked: boolean })[];
};
