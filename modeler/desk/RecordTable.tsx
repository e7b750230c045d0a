import { Link } from "@tanstack/react-router";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useValueText } from "../kit/valueText.ts";
import { useWords } from "../words/language.tsx";
import { read, readText, type Row } from "./read.ts";
import type { Member, Register } from "./register.ts";
import { Value } from "./Value.tsx";
import css from "./Record.module.css";

type RecordTableProps = {
  readonly register: Register;
  readonly rows: readonly Row[];
  readonly sort: string | undefined;
  readonly onSort: (by: string) => void;
};

/** Records as a table; the whole line leads to the record, and the arrow keys walk from line to line. */
export function RecordTable({ register, rows, sort, onSort }: RecordTableProps) {
  const usual = register.usual ?? register.sorts?.[0];
  return (
    <div className={css["scroll"]} onKeyDown={walk} role="presentation">
      <table className={css["table"]}>
        <Heads members={register.columns} sorts={register.sorts ?? []} by={sort ?? usual} onSort={onSort} />
        <tbody>
          {rows.map((row, index) => (
            <tr key={`${readText(row, register.id)} ${index}`}>
              {register.columns.map((member, column) => (
                <td key={member.at} data-kind={member.kind}>
                  {column === 0 ? <First register={register} row={row} /> : <Value member={member} row={row} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type HeadsProps = {
  readonly members: readonly Member[];
  readonly sorts?: readonly string[];
  /** What the lines are sorted by; `-` in front means the other way round. */
  readonly by?: string | undefined;
  readonly onSort?: (by: string) => void;
};

/** The names of columns; those that can be sorted by are buttons. */
export function Heads({ members, sorts = [], by, onSort }: HeadsProps) {
  const { pick } = useWords();
  return (
    <thead>
      <tr>
        {members.map((member) => {
          const name = pick(member.name);
          if (onSort === undefined || !sorts.includes(member.at))
            return (
              <th key={member.at} scope="col" data-kind={member.kind}>
                {name}
              </th>
            );
          const isUp = by === member.at;
          const isDown = by === `-${member.at}`;
          const Arrow = isDown ? ArrowDown : ArrowUp;
          return (
            <th
              key={member.at}
              scope="col"
              data-kind={member.kind}
              aria-sort={isUp ? "ascending" : isDown ? "descending" : "none"}
            >
              <button type="button" className={css["sort"]} onClick={() => onSort(isUp ? `-${member.at}` : member.at)}>
                {name}
                <Arrow size={13} aria-hidden="true" data-shown={isUp || isDown} />
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function First({ register, row }: { register: Register; row: Row }) {
  const { t } = useWords();
  const valueText = useValueText();
  const [member] = register.columns;
  if (member === undefined) return null;
  const id = readText(row, register.id);
  if (register.record === undefined || id === "") return <Value member={member} row={row} />;
  const shown = read(row, member.at);
  const name = isNamed(shown) ? valueText(shown) : t("records.open");
  return (
    <Link
      to="/desk/$register/$id"
      params={{ register: register.key, id }}
      search={{}}
      className={css["first"] ?? ""}
      data-number={!name.includes(" ")}
    >
      {name}
    </Link>
  );
}

/** A text, or words in both languages. */
function isNamed(shown: unknown): boolean {
  return (typeof shown === "string" && shown !== "") || (typeof shown === "object" && shown !== null);
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>(`.${css["first"]}`)];
  const next = links[links.indexOf(document.activeElement as HTMLElement) + step]; // what has the focus may be none of them
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
