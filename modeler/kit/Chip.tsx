import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import type { Tone } from "./tone.ts";
import css from "./Chip.module.css";

export type { Tone } from "./tone.ts";

/** A small label with a meaning. */
export function Chip({ tone = "neutral", icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={classes(css["chip"], css[tone])}>
      {icon}
      <span>{children}</span>
    </span>
  );
}
