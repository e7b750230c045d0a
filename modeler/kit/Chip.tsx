import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import css from "./Chip.module.css";

/** What a chip's colour says; its text and icon say it too. */
export type Tone = "neutral" | "ok" | "warn" | "bad" | "info";

/** A small label with a meaning. */
export function Chip({ tone = "neutral", icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={classes(css["chip"], css[tone])}>
      {icon}
      <span>{children}</span>
    </span>
  );
}
