import { CircleAlert, Copy, GripVertical, Plus, Trash2 } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { GridList, GridListItem } from "react-aria-components/GridList";
import { MenuTrigger } from "react-aria-components/Menu";
import { useDragAndDrop } from "react-aria-components/useDragAndDrop";
import { Button } from "../../kit/Button.tsx";
import { Menu, MenuItem } from "../../kit/Menu.tsx";
import { useWords } from "../../words/language.tsx";
import { fieldTypes, type FieldType, type Item } from "./design.ts";
import type { Fault } from "./faults.ts";
import { iconOf } from "./icons.ts";
import css from "../Designer.module.css";
import fieldList from "./FieldList.module.css";

export type FieldListProps = {
  readonly items: readonly Item[];
  readonly chosen: string | null;
  readonly faults: readonly Fault[];
  readonly canEdit: boolean;
  readonly onChoose: (id: string) => void;
  readonly onAdd: (type: FieldType) => void;
  readonly onDuplicate: (id: string) => void;
  readonly onRemove: (id: string) => void;
  readonly onMove: (id: string, by: -1 | 1) => void;
  readonly onPlace: (id: string, target: { id: string; side: "before" | "after" }) => void;
};

/** The fields in their order: chosen by arrows, moved by Alt and arrows or by drag, with a palette of all types. */
export function FieldList(props: FieldListProps) {
  const { items, chosen, canEdit, onChoose, onPlace } = props;
  const { t } = useWords();
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled: !canEdit,
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": String(key) })),
    onReorder: ({ keys, target }) => {
      const [id] = keys;
      if (id === undefined || target.dropPosition === "on") return;
      onPlace(String(id), { id: String(target.key), side: target.dropPosition });
    },
  });
  const list = useFocusThatFollows(items, chosen);
  return (
    <section
      className={fieldList["list"]}
      aria-label={t("designer.fields")}
      onKeyDownCapture={(event) => act(event, props)}
    >
      <header>
        <h2>{t("designer.fields")}</h2>
        {canEdit && <Palette onAdd={props.onAdd} />}
      </header>
      <GridList
        ref={list}
        aria-label={t("designer.fields")}
        className={fieldList["rows"] ?? ""}
        items={items}
        dependencies={[props.faults, canEdit]}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={chosen === null ? [] : [chosen]}
        onSelectionChange={(keys) => keys !== "all" && [...keys].slice(0, 1).forEach((id) => onChoose(String(id)))}
        dragAndDropHooks={dragAndDropHooks}
        renderEmptyState={() => <p className={css["empty"]}>{t("designer.noFields")}</p>}
      >
        {(item) => <Row item={item} {...props} />}
      </GridList>
      {canEdit && <p className={css["hint"]}>{t("designer.listHelp")}</p>}
    </section>
  );
}

function Row({ item, faults, canEdit, onDuplicate, onRemove }: FieldListProps & { item: Item }) {
  const { t, pick } = useWords();
  const { key, type, label } = item.field;
  const name = pick(label) === "" ? key : pick(label);
  const Icon = iconOf(type);
  const isWrong = faults.some(({ id }) => id === item.id);
  return (
    <GridListItem id={item.id} textValue={name} className={fieldList["row"] ?? ""}>
      {canEdit && (
        <AriaButton slot="drag" className={fieldList["grip"] ?? ""} aria-label={t("designer.drag", { name })}>
          <GripVertical size={15} aria-hidden="true" />
        </AriaButton>
      )}
      <Icon size={16} aria-hidden="true" />
      <span className={fieldList["name"]}>
        {name}
        <small>{key}</small>
      </span>
      {isWrong && (
        <CircleAlert size={15} className={fieldList["wrong"]} role="img" aria-label={t("designer.hasFaults")} />
      )}
      {canEdit && (
        <span className={fieldList["rowActions"]}>
          <Button
            kind="plain"
            label={t("designer.duplicate", { name })}
            icon={<Copy size={15} aria-hidden="true" />}
            onPress={() => onDuplicate(item.id)}
          />
          <Button
            kind="plain"
            label={t("designer.remove", { name })}
            icon={<Trash2 size={15} aria-hidden="true" />}
            onPress={() => onRemove(item.id)}
          />
        </span>
      )}
    </GridListItem>
  );
}

function Palette({ onAdd }: { onAdd: (type: FieldType) => void }) {
  const { t } = useWords();
  return (
    <MenuTrigger>
      <Button icon={<Plus aria-hidden="true" />}>{t("designer.add")}</Button>
      <Menu label={t("designer.add")}>
        {fieldTypes.map((type) => {
          const Icon = iconOf(type);
          return (
            <MenuItem
              key={type}
              text={t(`fieldType.${type}`)}
              icon={<Icon size={16} aria-hidden="true" />}
              onAction={() => onAdd(type)}
            />
          );
        })}
      </Menu>
    </MenuTrigger>
  );
}

/** Alt and an arrow moves the chosen field, Delete removes it. */
function act(event: KeyboardEvent, { chosen, canEdit, onMove, onRemove }: FieldListProps): void {
  const isInRow = event.target instanceof Element && event.target.closest("[role=row]") !== null;
  if (!canEdit || chosen === null || !isInRow) return;
  const isRow = event.target instanceof Element && event.target.getAttribute("role") === "row";
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown"))
    onMove(chosen, event.key === "ArrowUp" ? -1 : 1);
  else if (event.key === "Delete" && isRow) onRemove(chosen);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** After a move the chosen row may be drawn anew; whoever was on it still is. */
function useFocusThatFollows(items: readonly Item[], chosen: string | null) {
  const list = useRef<HTMLDivElement>(null);
  const wasInside = useRef(false);
  useEffect(() => {
    const holder = list.current;
    if (holder === null) return;
    const note = () => void (wasInside.current = holder.contains(document.activeElement));
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, []);
  useEffect(() => {
    if (!wasInside.current || document.activeElement !== document.body || chosen === null) return;
    list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(chosen)}"]`)?.focus();
  }, [items, chosen]);
  return list;
}
