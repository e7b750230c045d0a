import { channelOf } from "./channel.ts";

const name = "ablauf.session";

/** Tells the other pages of this browser who is signed in from now on: they share the session. Null when nobody is. */
export function tellWho(login: string | null): void {
  const channel = channelOf<string | null>(name, () => undefined);
  channel.say(login);
  channel.close();
}

/** Hears what other pages tell, as long as the page lives. */
export function onWho(heard: (login: string | null) => void): void {
  channelOf(name, heard);
}
