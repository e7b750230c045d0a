import type { ReactNode } from "react";
import { classes } from "../kit/classes.ts";
import css from "./Admin.module.css";
import sideList from "./SideList.module.css";

/** A line of a list beside what it opens. */
export interface SideLine {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly chips?: ReactNode;
}

type SideProps = {
  readonly label: string;
  readonly lines: readonly SideLine[];
  readonly open: string | undefined;
  readonly onOpen: (id: string) => void;
};

/** A list at the left; what is open is marked. */
export function SideList({ label, lines, open, onOpen }: SideProps) {
  return (
    <nav className={sideList["list"]} aria-label={label}>
      <ul className={sideList["sideLines"]}>
        {lines.map((line) => (
          <li key={line.id}>
            <button
              type="button"
              className={classes(sideList["line"], line.id === open && sideList["isOpen"])}
              aria-current={line.id === open ? "true" : undefined}
              onClick={() => onOpen(line.id)}
            >
              <span className={sideList["lineName"]}>{line.name}</span>
              <span className={sideList["lineKind"]}>{line.text}</span>
              {line.chips !== undefined && <span className={css["chips"]}>{line.chips}</span>}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
