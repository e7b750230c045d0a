/** An account of the demo, as the sign-in page and the terminal offer it. Its password is no secret. */
export interface DemoAccount {
  readonly login: string;
  readonly name: string;
  readonly role: { readonly de: string; readonly en: string };
  readonly password: string;
}
