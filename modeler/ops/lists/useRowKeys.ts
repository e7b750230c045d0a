import type { RefObject } from "react";
import { useShortcuts } from "../../keys/KeyboardProvider.tsx";

/** J and K go from line to line: to the link or button with which a line begins. */
export function useRowKeys(place: RefObject<HTMLElement | null>): void {
  const go = (by: 1 | -1) => {
    const lines = [...(place.current?.querySelectorAll<HTMLElement>("tbody tr") ?? [])];
    const at = lines.findIndex((line) => line.contains(document.activeElement));
    const next = at === -1 ? (by === 1 ? 0 : lines.length - 1) : at + by;
    lines[Math.min(Math.max(next, 0), lines.length - 1)]?.querySelector<HTMLElement>("a, button")?.focus();
  };
  useShortcuts({ next: () => go(1), previous: () => go(-1) });
}
