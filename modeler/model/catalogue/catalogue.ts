/** One thing to choose: what is written into the model, and what it is called. */
export type Pick = { readonly id: string; readonly name: string; readonly hint?: string };

/** What exists to be chosen from in a draft: its own parts and what is published. */
export type Catalogue = {
  readonly forms: readonly Pick[];
  readonly ruleSets: readonly Pick[];
  readonly templates: readonly Pick[];
  readonly processes: readonly Pick[];
  readonly roles: readonly Pick[];
  readonly people: readonly Pick[];
  readonly calendars: readonly Pick[];
  /** How urgent a task is, as a number from 0 to 100 with a name. */
  readonly priorities: readonly Pick[];
  readonly connectors: readonly Pick[];
  /** The fields of a form. */
  readonly fieldsOf: (formKey: string) => readonly string[];
};
