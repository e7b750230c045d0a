import { useEffect, useLayoutEffect, useRef, useState, type UIEvent } from "react";
import type { Place } from "../table/places.ts";
import { reveal } from "./view.ts";

/** Which stretch of the sheet is in sight, in pixels. */
export type View = { readonly top: number; readonly height: number };

/** What is in sight; the cursor always comes into it when it moves. */
export function useView(cursor: Place) {
  const place = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>({ top: 0, height: 600 });
  useEffect(() => {
    const node = place.current;
    if (node === null) return;
    const observer = new ResizeObserver(() => setView({ top: node.scrollTop, height: node.clientHeight }));
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => reveal(place.current, cursor), [cursor]);
  const onScroll = ({ currentTarget }: UIEvent) =>
    setView({ top: currentTarget.scrollTop, height: currentTarget.clientHeight });
  return { place, view, onScroll };
}
