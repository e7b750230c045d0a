import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useDeferredValue, useState, type KeyboardEvent } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { useWords } from "../words/language.tsx";
import { useSettled } from "../kit/settled.ts";
import { foundQuery } from "./find.ts";
import { foundMoreQuery } from "./findMore.ts";
import { useFoundMore } from "./foundMore.tsx";
import { matches, useCommands, useFound, type Command } from "./commands.tsx";
import css from "./Palette.module.css";

/** Finds commands, views, tasks, instances, records, processes and rule sets; typed, chosen with the arrows, done with Enter. */
export function Palette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const { t } = useWords();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const asked = useDeferredValue(text.trim());
  const settled = useSettled(asked);
  const { data, isFetching } = useQuery(foundQuery(asked));
  const more = useQuery(foundMoreQuery(settled, useQueryClient()));
  const commands = useCommands(onHelp).filter((command) => matches(command, text));
  const found = useFound(data);
  const foundMore = useFoundMore(settled === "" ? undefined : more.data);
  const all = [...found, ...foundMore, ...commands];
  const chosen = all[Math.min(at, all.length - 1)];

  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((before) => (Math.min(before, all.length - 1) + step + all.length) % Math.max(all.length, 1));
    }
    if (event.key === "Enter") {
      event.preventDefault();
      run(chosen);
    }
  };

  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && onClose()}
      className={css["backdrop"] ?? ""}
    >
      <Modal className={css["modal"] ?? ""}>
        <AriaDialog aria-label={t("shell.find")} className={css["dialog"] ?? ""}>
          <div className={css["field"]}>
            <Search size={18} aria-hidden="true" />
            <input
              autoFocus
              role="combobox"
              aria-expanded="true"
              aria-controls="palette-list"
              aria-label={t("shell.find")}
              aria-autocomplete="list"
              {...(chosen === undefined ? {} : { "aria-activedescendant": `palette-${chosen.id}` })}
              placeholder={t("palette.placeholder")}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          <ul id="palette-list" role="listbox" aria-label={t("palette.results")} className={css["list"]}>
            {all.map((command, index) => (
              <Line
                key={command.id}
                command={command}
                before={all[index - 1]}
                isChosen={command === chosen}
                run={run}
              />
            ))}
          </ul>
          {all.length === 0 && (
            <p className={css["none"]}>{isFetching || more.isFetching ? t("common.loading") : t("palette.none")}</p>
          )}
          <p className="unseen" role="status">
            {t("palette.count", { count: all.length })}
          </p>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

type LineProps = { command: Command; before: Command | undefined; isChosen: boolean; run: (command: Command) => void };
function Line({ command, before, isChosen, run }: LineProps) {
  const { t } = useWords();
  return (
    <>
      {before?.kind !== command.kind && (
        <li role="presentation" className={css["kind"]}>
          {t(`palette.${command.kind}`)}
        </li>
      )}
      <li
        id={`palette-${command.id}`}
        role="option"
        aria-selected={isChosen}
        className={css["line"]}
        ref={(node) => void (isChosen && node?.scrollIntoView({ block: "nearest" }))}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => run(command)}
      >
        {command.icon}
        <span className={css["text"]}>{command.text}</span>
        {command.hint !== undefined && <span className={css["hint"]}>{command.hint}</span>}
        {command.keys}
      </li>
    </>
  );
}
