import { ArrowRight, Minus, Pencil, Plus } from "lucide-react";
import { Chip } from "../../kit/Chip.tsx";
import { useWords } from "../../words/language.tsx";
import { translate } from "../../words/translate.ts";
import { kindOfType } from "./kindOfType.ts";
import { propertyWords } from "./codes.ts";
import { toldProperties, valueText, type Change, type Property } from "./summary.ts";
import css from "./Diff.module.css";

const icons = { added: Plus, removed: Minus, changed: Pencil };
const tones = { added: "ok", removed: "bad", changed: "warn" } as const;

export type ChangeListProps = {
  readonly changes: readonly Change[];
  readonly selected?: string | null;
  readonly onSelect?: (id: string) => void;
};

/** What is different, element by element, with each property before and after. */
export function ChangeList({ changes, selected = null, onSelect }: ChangeListProps) {
  return (
    <ul className={css["changes"]}>
      {changes.map((change) => (
        <li key={`${change.kind} ${change.element.key}`}>
          <button
            type="button"
            className={css["change"]}
            aria-pressed={change.element.id === selected}
            onClick={() => onSelect?.(change.element.id)}
          >
            <Head change={change} />
          </button>
          <Properties change={change} />
        </li>
      ))}
    </ul>
  );
}

function Head({ change }: { change: Change }) {
  const { t, language } = useWords();
  const Icon = icons[change.kind];
  const kind = translate(kindOfType(change.element.type), language);
  const name = change.element.name ?? "";
  return (
    <>
      <Chip tone={tones[change.kind]} icon={<Icon aria-hidden="true" />}>
        {t(`change.${change.kind}`)}
      </Chip>
      <span>
        <strong>{name === "" ? kind : name}</strong>
        {name !== "" && <span className={css["kind"]}>{kind}</span>}
      </span>
    </>
  );
}

/** The properties of a change as lines. */
export function Properties({ change }: { change: Change }) {
  const told = toldProperties(change);
  if (told.length === 0) return null;
  return (
    <dl className={css["properties"]}>
      {told.map((property) => (
        <PropertyLine key={property.path} property={property} />
      ))}
    </dl>
  );
}

function PropertyLine({ property }: { property: Property }) {
  const { t, language } = useWords();
  const word = translate(propertyWords[property.code] ?? { de: property.code, en: property.code }, language);
  const text = (value: Property["before"]) => valueText(value, t("common.yes"), t("common.no"));
  return (
    <div>
      <dt>
        {word}
        {property.subject !== undefined && <code>{property.subject}</code>}
      </dt>
      <dd>
        {property.before !== undefined && <del>{text(property.before)}</del>}
        {property.before !== undefined && property.after !== undefined && <ArrowRight size={14} aria-label={t("change.becomes")} />}
        {property.after !== undefined && <ins>{text(property.after)}</ins>}
      </dd>
    </div>
  );
}
