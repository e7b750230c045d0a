import type { Labels } from "../api/types.ts";
import { useWords } from "../words/language.tsx";
import { useValueText } from "./valueText.ts";
import css from "./JsonTree.module.css";

const openTo = 1;

/** What members are called, and their values; with it, ids and what is not known are left out. */
type Details = {
  readonly names?: Readonly<Record<string, Labels>>;
  readonly values?: Readonly<Record<string, Readonly<Record<string, Labels>>>>;
};

type JsonTreeProps = { readonly value: unknown; readonly depth?: number; readonly details?: Details };

/** Nested data as a tree that folds. */
export function JsonTree({ value, depth = 0, details = {} }: JsonTreeProps) {
  const isForReaders = details.names !== undefined;
  const entries = entriesOf(value).filter(([name, child]) => !isForReaders || !(name.endsWith("Id") || child === null));
  return (
    <ul className={css["tree"]}>
      {entries.map(([name, child]) => (
        <li key={name}>
          <Branch name={name} value={child} depth={depth} details={details} />
        </li>
      ))}
    </ul>
  );
}

function Branch({ name, value, depth = 0, details = {} }: JsonTreeProps & { readonly name: string }) {
  const { pick } = useWords();
  const label = details.names?.[name];
  const shown = <span className={css["name"]}>{label === undefined ? name : pick(label)}</span>;
  if (!isNested(value) || (label !== undefined && isListOfWords(value)))
    return (
      <>
        {shown} <Leaf value={value} names={details.values?.[name]} />
      </>
    );
  return (
    <details open={depth < openTo}>
      <summary>
        {shown} <span className={css["size"]}>{Array.isArray(value) ? `[${value.length}]` : "{…}"}</span>
      </summary>
      <JsonTree value={value} depth={depth + 1} details={details} />
    </details>
  );
}

function Leaf({ value, names }: { value: unknown; names: Readonly<Record<string, Labels>> | undefined }) {
  const { pick } = useWords();
  const valueText = useValueText();
  const known = names?.[String(value)];
  return <span className={css["value"]}>{known === undefined ? valueText(value) : pick(known)}</span>;
}

function isNested(value: unknown): boolean {
  return entriesOf(value).length > 0;
}

function isListOfWords(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each !== "object");
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
