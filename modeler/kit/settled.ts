import { useEffect, useState } from "react";

/** A text once nobody has changed it for a moment (milliseconds), so that not every key asks the server. */
export function useSettled(text: string, pause = 200): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause);
    return () => clearTimeout(timer);
  }, [text, pause]);
  return settled;
}
