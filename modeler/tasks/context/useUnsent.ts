import { useState } from "react";

const place = (key: string) => `ablauf.unsent.${key}`;

/** A text that is kept on this machine until it is sent. Without a key it is not kept. */
export function useUnsent(key: string | null, first: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => (key === null ? first : (localStorage.getItem(place(key)) ?? first)));
  const write = (next: string) => {
    setText(next);
    if (key === null) return;
    if (next === "") localStorage.removeItem(place(key));
    else localStorage.setItem(place(key), next);
  };
  return [text, write];
}
