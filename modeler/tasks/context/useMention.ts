import { useQuery } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { peopleQuery } from "../../api/queries.ts";
import { beingTyped, meant } from "./mention.ts";

/** The people that are offered while somebody types behind an @. */
export type Mention = ReturnType<typeof useMention>;

/** Completes mentions in a text area: arrows walk, Enter and Tab take, Escape leaves it as typed. */
export function useMention(text: string, setText: (text: string) => void) {
  const ref = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const { data } = useQuery(peopleQuery);
  const [typed, setTyped] = useState<ReturnType<typeof beingTyped>>(null);
  const [at, setAt] = useState(0);
  const people = typed === null ? [] : meant(data?.items ?? [], typed.word);
  const close = () => setTyped(null);
  const take = (login: string) => {
    if (typed === null) return;
    const end = typed.at + 1 + typed.word.length;
    const before = `${text.slice(0, typed.at)}@${login} `;
    flushSync(() => {
      setText(before + text.slice(end));
      close();
    });
    ref.current?.focus();
    ref.current?.setSelectionRange(before.length, before.length);
  };
  const onKey = (key: string): boolean => {
    if (people.length === 0) return false;
    const chosen = people[at % people.length];
    if (key === "ArrowDown") setAt((at + 1) % people.length);
    else if (key === "ArrowUp") setAt((at + people.length - 1) % people.length);
    else if (key === "Escape") close();
    else if ((key === "Enter" || key === "Tab") && chosen !== undefined) take(chosen.login);
    else return false;
    return true;
  };
  const onChange = (next: string, cursor: number) => {
    setText(next);
    setTyped(beingTyped(next, cursor));
    setAt(0);
  };
  const idOf = (index: number) => `${listId}-${index}`;
  const activeId = people.length === 0 ? undefined : idOf(at % people.length);
  const spoken = activeId === undefined ? {} : { "aria-controls": listId, "aria-activedescendant": activeId };
  return { ref, listId, people, activeId, spoken, idOf, onKey, onChange, take, close };
}
