import { useTextOfNow } from "../../kit/now.ts";
import css from "./Case.module.css";

/** How long something has been running, to the second. Not spoken: a clock that speaks every second is no help. */
export function Elapsed({ since }: { since: string }) {
  const text = useTextOfNow((now) => clock(Math.max(0, now - Date.parse(since))));
  return (
    <span className={css["elapsed"]} role="timer" aria-live="off">
      {text}
    </span>
  );
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
