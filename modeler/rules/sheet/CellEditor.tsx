import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { CircleAlert } from "lucide-react";
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
  const end = (given: string, down: number, right: number) => {
    isOver.current = onCommit(given, { down, right });
  };
  const take = (word: string) => {
    change(complete(isTouched ? text : "", word));
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const walks = offered.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp");
    const word = offered[chosen];
    if (walks) setChosen((before) => (before + (event.key === "ArrowDown" ? 1 : -1) + offered.length) % offered.length);
    else if (event.key === "Escape") {
      isOver.current = true;
      onCancel();
    } else if (event.key === "Enter" || event.key === "Tab") {
      const given = word === undefined ? text : complete(isTouched ? text : "", word);
      if (word !== undefined) change(given);
      const back = event.shiftKey ? -1 : 1;
      end(given, event.key === "Enter" ? back : 0, event.key === "Tab" ? back : 0);
    } else if (props.isFresh && (event.key === "ArrowDown" || event.key === "ArrowUp"))
      end(text, event.key === "ArrowDown" ? 1 : -1, 0);
    else return;
    event.preventDefault();
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
        {(fault || offered.length > 0) && (
          <div className={css["below"]}>
            {fault && sheet.kind !== "note" && (
              <p id={`${id}-fault`} role="alert" className={css["fault"]}>
                <CircleAlert size={14} aria-hidden="true" />{" "}
                {t(sheet.kind === "input" ? `cellHelp.${sheet.column.type}` : "rules.notThisType", {
                  type: t(`type.${sheet.column.type}`),
                })}
              </p>
            )}
            {words.length > 0 && (
              <ul id={`${id}-list`} role="listbox" aria-label={name}>
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
                      take(word);
                    }}
                  >
                    {word}
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

function faultOf(sheet: SheetColumn, text: string): boolean {
  if (sheet.kind === "note") return false;
  return (
    (sheet.kind === "input" ? readCondition(sheet.column, text) : readOutput(sheet.column, text)).kind === "unread"
  );
}
