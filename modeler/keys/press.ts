import { isBare, type Shortcut } from "./shortcuts.ts";

/** What of a keyboard event decides. */
export type Press = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};
export type Situation = {
  /** The focus is where characters are typed or where Enter already means something. */
  readonly isTyping: boolean;
  readonly isOnControl: boolean;
  /** The person has switched single characters off. */
  readonly bareKeysAllowed: boolean;
  /** The key pressed just before, for sequences. */
  readonly before: string | null;
};

/** Whether a key means something where the focus is; nobody types function keys. */
function isForTheField(key: string, { isTyping, isOnControl }: Situation): boolean {
  return (isTyping && !/^f\d{1,2}$/.test(key)) || (isOnControl && key === "enter");
}

/** The shortcut a press means in a situation, or null. */
export function shortcutOf<S extends Shortcut>(press: Press, situation: Situation, known: readonly S[]): S | null {
  const key = press.key.toLowerCase();
  const find = (wanted: string) => known.find(({ keys }) => keys === wanted) ?? null;
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) return find(`mod+${press.shiftKey ? "shift+" : ""}${key}`);
  if (isForTheField(key, situation)) return null;

  const match = find(`${situation.before} ${key}`) ?? find(key);
  return match === null || (isBare(match.keys) && !situation.bareKeysAllowed) ? null : match;
}
