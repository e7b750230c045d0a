import { notify, recipientsOf } from "../desk/notifications.ts";
import type { Unit } from "./unit.ts";

/** A text in both languages. */
interface Text {
  readonly de: string;
  readonly en: string;
}

/** What people are told, each in the language they work in. */
export interface Telling {
  readonly title: Text;
  readonly body: Text;
  /** A path of the product. */
  readonly link: string;
}

/** Notifies people within the command. Logins without an account are left out. */
export async function tellPeople(unit: Unit, logins: readonly string[], { title, body, link }: Telling): Promise<void> {
  if (logins.length === 0) return;
  const people = await recipientsOf(unit.tx, { groups: [], logins, onCall: false });
  const told = people.map(({ login, language }) => ({ login, title: title[language], body: body[language], link }));
  if ((await notify(unit.tx, told, null, unit.now)) > 0) unit.hasNotified = true;
}
