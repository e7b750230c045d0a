import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { CircleAlert } from "lucide-react";
import { hasAmbiguousNumber } from "../../../server/decisions/pasteCell.ts";
import { useWords } from "../../words/language.tsx";
import { readCondition, readOutput } from "../table/cellText.ts";
import type { SheetColumn } from "../table/places.ts";
import { headHeight, rowHeight } from "./heights.ts";
import { complete, suggestionsFor, wordsOf } from "./suggest.ts";
import css from "./Sheet.module.css";

export type CellEditorProps = {
  readonly sheet: SheetColumn;
  readonly line: number;
  readonly at: number;
  readonly text: string;
  /** Begun by typing: an arrow ends it, as in a spreadsheet. */
  readonly isFresh: boolean;
  /** False when the text cannot be understood; then it stays open. */
  readonly onCommit: (text: string, step: { down: number; right: number }) => boolean;
  readonly onTyping: (text: string) => void;
  readonly onCancel: () => void;
  readonly onLost: (text: string) => void;
};

/** Where a cell is typed: says at once what is wrong, offers the values that are foreseen. */
export function CellEditor(props: CellEditorProps) {
  const { sheet, line, at, onCommit, onCancel } = props;
  const { t, language } = useWords();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  const [text, setText] = useState(props.text);
  const [chosen, setChosen] = useState(-1);
  const [isTouched, setTouched] = useState(props.isFresh);
  const words = sheet.kind === "note" ? [] : wordsOf(sheet.column, language);
  const offered = suggestionsFor(words, isTouched ? text : "").slice(0, 8);
  const fault = faultOf(sheet, text);
  useEffect(() => {
    input.current?.focus({ preventScroll: true });
    if (props.isFresh && props.text !== "") props.onTyping(props.text);
    // Once, when it opens.
  }, []);
  const change = (next: string) => {
    setText(next);
    setTouched(true);
    setChosen(-1);
    props.onTyping(next);
  };
  const take = (word: string) => {
    change(complete(isTouched ? text : "", word));
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const means = meaningOf(event, { isFresh: props.isFresh, offers: offered.length > 0 });
    if (means === null) return;
    event.preventDefault();
    if (means.kind === "walk") setChosen((before) => (before + means.step + offered.length) % offered.length);
    else if (means.kind === "cancel") {
      isOver.current = true;
      onCancel();
    } else {
      const word = offered[chosen];
      const given = word === undefined ? text : complete(isTouched ? text : "", word);
      if (word !== undefined) change(given);
      isOver.current = onCommit(given, means);
    }
  };
  const onBlur = () => {
    if (isOver.current || onCommit(text, { down: 0, right: 0 })) return;
    isOver.current = true;
    props.onLost(text);
    onCancel();
  };
  const name = sheet.kind === "note" ? t("rules.note") : sheet.column.label[language];
  return (
    <div
      className={css["editor"]}
      style={{ top: headHeight + line * rowHeight, "--at": at + 2 } as Record<string, string | number>}
    >
      <div className={css["editing"]}>
        <input
          ref={input}
          role={words.length > 0 ? "combobox" : undefined}
          aria-label={name}
          aria-invalid={fault}
          aria-describedby={fault ? `${id}-fault` : undefined}
          {...(words.length > 0
            ? {
                "aria-expanded": offered.length > 0,
                "aria-controls": `${id}-list`,
                "aria-autocomplete": "list" as const,
              }
            : {})}
          {...(chosen >= 0 ? { "aria-activedescendant": `${id}-${chosen}` } : {})}
          value={text}
          spellCheck={sheet.kind === "note"}
          autoComplete="off"
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={onBlur}
          onPaste={(event) => event.stopPropagation()}
          onCopy={(event) => event.stopPropagation()}
          onCut={(event) => event.stopPropagation()}
        />
        <Below
          id={id}
          text={text}
          sheet={sheet}
          fault={fault}
          offered={offered}
          hasWords={words.length > 0}
          chosen={chosen}
          onTake={take}
        />
      </div>
    </div>
  );
}

type BelowProps = {
  readonly id: string;
  readonly text: string;
  readonly sheet: SheetColumn;
  readonly fault: boolean;
  readonly offered: readonly string[];
  readonly hasWords: boolean;
  readonly chosen: number;
  readonly onTake: (word: string) => void;
};

/** What is wrong with the text, and what could stand there. */
function Below({ id, text, sheet, fault, offered, hasWords, chosen, onTake }: BelowProps) {
  const { t, pick } = useWords();
  if (sheet.kind === "note" || (!fault && offered.length === 0)) return null;
  const { type, label } = sheet.column;
  const isAmbiguous = type === "number" && hasAmbiguousNumber(text);
  const says = isAmbiguous
    ? t("rules.ambiguous")
    : sheet.kind === "input" || type === "enum"
      ? t(`cellHelp.${type}`)
      : t("rules.notThisType", { type: t(`type.${type}`) });
  return (
    <div className={css["below"]}>
      {fault && (
        <p id={`${id}-fault`} role="alert" className={css["fault"]}>
          <CircleAlert size={14} aria-hidden="true" /> {says}
        </p>
      )}
      {hasWords && (
        <ul id={`${id}-list`} role="listbox" aria-label={pick(label)}>
          {offered.map((word, index) => (
            <li
              key={word}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === chosen}
              // The focus stays where one types.
              onMouseDown={(event) => {
                event.preventDefault();
                event.stopPropagation();
                onTake(word);
              }}
            >
              {word}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type Meaning =
  | { readonly kind: "walk"; readonly step: 1 | -1 }
  | { readonly kind: "cancel" }
  | { readonly kind: "commit"; readonly down: number; readonly right: number };

/** What a key means while one types: through the offered words, away, or on to the next cell. */
function meaningOf(event: KeyboardEvent, { isFresh, offers }: { isFresh: boolean; offers: boolean }): Meaning | null {
  const back = event.shiftKey ? -1 : 1;
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
  if (step !== null && offers) return { kind: "walk", step };
  if (step !== null && isFresh) return { kind: "commit", down: step, right: 0 };
  if (event.key === "Escape") return { kind: "cancel" };
  if (event.key === "Enter") return { kind: "commit", down: back, right: 0 };
  return event.key === "Tab" ? { kind: "commit", down: 0, right: back } : null;
}

function faultOf(sheet: SheetColumn, text: string): boolean {
  if (sheet.kind === "note") return false;
  return (
    (sheet.kind === "input" ? readCondition(sheet.column, text) : readOutput(sheet.column, text)).kind === "unread"
  );
}
