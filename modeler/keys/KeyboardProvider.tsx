import {
  createContext,
  useCallback,
  useContext,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from "react";
import { shortcutOf } from "./press.ts";
import { shortcuts, type Shortcut, type ShortcutId } from "./shortcuts.ts";

type Actions = Partial<Record<ShortcutId, () => void>>;
type Keyboard = {
  readonly bareKeysAllowed: boolean;
  readonly allowBareKeys: (allowed: boolean) => void;
  readonly register: (actions: { current: Actions }) => () => void;
};

const KeyboardContext = createContext<Keyboard | null>(null);
const remembered = "ablauf.bareKeys";
const sequencePause = 900;

/** Listens to the keyboard once for the whole page and calls what the screens have registered. */
export function KeyboardProvider({ children }: { children: ReactNode }) {
  const [bareKeysAllowed, setAllowed] = useState(() => localStorage.getItem(remembered) !== "off");
  const registered = useRef(new Set<{ current: Actions }>());
  const before = useRef<{ key: string; at: number } | null>(null);

  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isNotForUs(event)) return;
      const recent = before.current !== null && event.timeStamp - before.current.at < sequencePause;
      const situation = { ...focusNow(), bareKeysAllowed, before: recent ? (before.current?.key ?? null) : null };
      const actions = [...registered.current];
      // The same key may mean something else on another screen: only what is listened for counts.
      const known = shortcuts.filter(
        (one) => !("isOwn" in one) && actions.some(({ current }) => current[one.id] !== undefined),
      );
      const shortcut = shortcutOf(event, situation, known);
      before.current = situation.isTyping ? null : { key: event.key.toLowerCase(), at: event.timeStamp };
      if (shortcut === null || (isDialogOpen() && !worksInDialogs(shortcut))) return;
      const action = actions.map(({ current }) => current[shortcut.id]).findLast(Boolean);
      if (action === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      before.current = null;
      if (mayAct(event, shortcut)) action();
    };
    // On the way down: a focused control must not take Ctrl+Enter for a press of its own.
    document.addEventListener("keydown", onKeyDown, { capture: true });
    return () => document.removeEventListener("keydown", onKeyDown, { capture: true });
  }, [bareKeysAllowed]);

  const register = useCallback((actions: { current: Actions }) => {
    registered.current.add(actions);
    return () => void registered.current.delete(actions);
  }, []);
  const allowBareKeys = useCallback((allowed: boolean) => {
    localStorage.setItem(remembered, allowed ? "on" : "off");
    setAllowed(allowed);
  }, []);
  const value = useMemo(
    () => ({ bareKeysAllowed, allowBareKeys, register }),
    [bareKeysAllowed, allowBareKeys, register],
  );

  return <KeyboardContext value={value}>{children}</KeyboardContext>;
}

/** The keyboard's settings. */
export function useKeyboard(): Keyboard {
  const value = useContext(KeyboardContext);
  if (value === null) throw new Error("Expected a KeyboardProvider above, but there is none");
  return value;
}

/** Makes shortcuts do something as soon as the component is shown, and while it is. An action may change with every render. */
export function useShortcuts(actions: Actions): void {
  const { register } = useKeyboard();
  const latest = useRef(actions);
  useLayoutEffect(() => {
    latest.current = actions;
  });
  useLayoutEffect(() => register(latest), [register]);
}

/** Ctrl+Enter in a place that sends what is typed there (a comment) is for that place. */
function isNotForUs(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true;
  const isSending = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  return isSending && (document.activeElement?.closest("[data-sends]") ?? null) !== null;
}

function focusNow(): { isTyping: boolean; isOnControl: boolean } {
  const focus = document.activeElement;
  if (!(focus instanceof Element)) return { isTyping: false, isOnControl: false };
  const isTyping =
    focus.closest(
      "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], [role=spinbutton], [role=menu], [role=listbox]",
    ) !== null;
  return { isTyping, isOnControl: focus.closest("a, button, summary, input, [role=button], [role=tab]") !== null };
}

/** A held key must not complete one task after the other. */
function mayAct({ repeat }: KeyboardEvent, { repeats }: Shortcut): boolean {
  return !repeat || repeats === true;
}

/** A merge may itself be a dialog. */
function worksInDialogs({ id, scope }: Shortcut): boolean {
  return id === "palette" || scope === "merge";
}

function isDialogOpen(): boolean {
  return document.querySelector("[role=dialog], [role=alertdialog]") !== null;
}
