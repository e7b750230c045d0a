import { useValueText } from "./valueText.ts";
import css from "./JsonTree.module.css";

const openTo = 1;

/** Nested data as a tree that folds. */
export function JsonTree({ value, depth = 0 }: { value: unknown; depth?: number }) {
  const entries = entriesOf(value);
  return (
    <ul className={css["tree"]}>
      {entries.map(([name, child]) => (
        <li key={name}>
          <Branch name={name} value={child} depth={depth} />
        </li>
      ))}
    </ul>
  );
}

function Branch({ name, value, depth }: { name: string; value: unknown; depth: number }) {
  const valueText = useValueText();
  const isNested = typeof value === "object" && value !== null && entriesOf(value).length > 0;
  if (!isNested) {
    return (
      <>
        <span className={css["name"]}>{name}</span> <span className={css["value"]}>{valueText(value)}</span>
      </>
    );
  }
  return (
    <details open={depth < openTo}>
      <summary>
        <span className={css["name"]}>{name}</span>{" "}
        <span className={css["size"]}>{Array.isArray(value) ? `[${value.length}]` : "{…}"}</span>
      </summary>
      <JsonTree value={value} depth={depth + 1} />
    </details>
  );
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
