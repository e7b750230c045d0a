import { TriangleAlert } from "lucide-react";
import css from "./fields.module.css";

/** What is wrong with a field that is no field of the kit's: a drop place, a pad. */
export function FieldProblemText({ children }: { children: string | undefined }) {
  if (children === undefined) return null;
  return (
    <span className={css["error"]}>
      <TriangleAlert size={15} aria-hidden="true" style={{ flex: "none", marginTop: 2 }} />
      {children}
    </span>
  );
}
