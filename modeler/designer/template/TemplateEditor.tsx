import { useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import { useShortcuts } from "../../keys/KeyboardProvider.tsx";
import { Check } from "../../model/fields/Check.tsx";
import { Line } from "../../model/fields/Line.tsx";
import type { PartEditorProps } from "../../model/parts/PartScreen.tsx";
import { useWords } from "../../words/language.tsx";
import { CheckFindings, findingsOf } from "../CheckFindings.tsx";
import { JsonText } from "../JsonText.tsx";
import { PartHeader, type PartView } from "../PartHeader.tsx";
import { StalePart } from "../StalePart.tsx";
import { usePartDraft, type Codec } from "../usePartDraft.ts";
import { BodyField } from "./BodyField.tsx";
import { placeholdersIn } from "./placeholders.ts";
import { TemplatePreview } from "./TemplatePreview.tsx";
import { textOf, wordingOf, type Wording } from "./templateText.ts";
import css from "../Designer.module.css";
import templateCss from "./Template.module.css";
import { learn } from "../../words/dictionary.ts";
import { designerWords } from "../../words/designer.ts";

learn(designerWords);

const languages = ["de", "en"] as const;
type Language = (typeof languages)[number];
/** What is edited: the stored text of each language, or what is no template and is edited as JSON. */
type Body =
  | { readonly kind: "texts"; readonly texts: Readonly<Record<Language, string>> }
  | { readonly kind: "raw"; readonly body: unknown };

const codec: Codec<Body> = {
  open: (body) => {
    const { de, en, ...rest } = Object(body) as Record<string, unknown>; // of what is no object nothing is read
    const isTemplate = typeof de === "string" && typeof en === "string" && Object.keys(rest).length === 0;
    return isTemplate ? { kind: "texts", texts: { de, en } } : { kind: "raw", body };
  },
  store: (body) => (body.kind === "texts" ? body.texts : body.body),
};

/** A mail template of a draft: subject and body in both languages beside the mail they make. Everything is saved by itself. */
export function TemplateEditor({ draft, part }: PartEditorProps) {
  const { language: spoken } = useWords();
  const edited = usePartDraft(draft, part, codec);
  const [view, setView] = useState<PartView>("designer");
  const [language, setLanguage] = useState<Language>(spoken);
  const { present, change } = edited;
  const canEdit = draft.actions.includes("edit");
  const isTemplate = present.kind === "texts";
  useShortcuts({ save: () => void edited.autosave.flush() });
  return (
    <div className={css["editor"]}>
      <PartHeader
        draft={draft}
        part={part}
        title={part.key}
        edited={edited}
        view={isTemplate ? view : "json"}
        onView={isTemplate ? setView : null}
      />
      <StalePart draft={draft} part={part} edited={edited} read={() => codec.store(present)} />
      {isTemplate && view === "designer" ? (
        <div className={templateCss["halves"]}>
          <div className={templateCss["half"]}>
            <CheckFindings findings={findingsOf(draft, "template", part.key)} />
            <Texts
              texts={present.texts}
              language={language}
              canEdit={canEdit}
              onLanguage={setLanguage}
              onChange={(of, edit) => change((before) => editedIn(before, of, edit))}
            />
          </div>
          <TemplatePreview texts={present.texts} language={language} />
        </div>
      ) : (
        <JsonText
          body={codec.store(present)}
          normal={(body) => codec.store(codec.open(body))}
          isReadOnly={!canEdit}
          onChange={(body) => change(() => codec.open(body))}
        />
      )}
    </div>
  );
}

function editedIn(before: Body, language: Language, edit: (wording: Wording) => Wording): Body {
  if (before.kind === "raw") return before;
  const text = textOf(edit(wordingOf(before.texts[language])));
  return { kind: "texts", texts: { ...before.texts, [language]: text } };
}

type TextsProps = {
  readonly texts: Readonly<Record<Language, string>>;
  readonly language: Language;
  readonly canEdit: boolean;
  readonly onLanguage: (language: Language) => void;
  readonly onChange: (language: Language, edit: (wording: Wording) => Wording) => void;
};

function Texts({ texts, language, canEdit, onLanguage, onChange }: TextsProps) {
  const { t } = useWords();
  const known = placeholdersIn(`${texts.de}\n${texts.en}`).map(({ path }) => path.filter((part) => part !== "[]"));
  const placeholders = [...new Set(known.map((path) => path.join(".")))].toSorted();
  return (
    <Tabs
      className={templateCss["tabs"] ?? ""}
      selectedKey={language}
      onSelectionChange={(key) => onLanguage(key === "en" ? "en" : "de")}
    >
      <TabList className={templateCss["tabList"] ?? ""} aria-label={t("template.language")}>
        {languages.map((one) => (
          <Tab key={one} id={one} className={templateCss["tab"] ?? ""}>
            {t(`template.${one}`)}
          </Tab>
        ))}
      </TabList>
      {languages.map((one) => (
        <TabPanel key={one} id={one} className={css["field"] ?? ""}>
          <WordingFields
            wording={wordingOf(texts[one])}
            placeholders={placeholders}
            canEdit={canEdit}
            onChange={(edit) => onChange(one, edit)}
          />
        </TabPanel>
      ))}
    </Tabs>
  );
}

type WordingFieldsProps = {
  readonly wording: Wording;
  readonly placeholders: readonly string[];
  readonly canEdit: boolean;
  readonly onChange: (edit: (wording: Wording) => Wording) => void;
};

function WordingFields({ wording, placeholders, canEdit, onChange }: WordingFieldsProps) {
  const { t } = useWords();
  const put = (patch: Partial<Wording>) => onChange((before) => ({ ...before, ...patch }));
  return (
    <>
      <div className={css["field"]} inert={!canEdit}>
        <Line
          label={t("template.subject")}
          value={wording.subject}
          onChange={(subject) => put({ subject })}
          error={wording.subject === "" ? t("template.noSubject") : undefined}
        />
        <Check
          label={t("template.personal")}
          value={wording.isPersonal}
          onChange={(isPersonal) => put({ isPersonal })}
        />
      </div>
      <BodyField
        label={t("template.body")}
        value={wording.body}
        isReadOnly={!canEdit}
        placeholders={placeholders}
        onChange={(body) => put({ body })}
      />
      <p className={css["hint"]}>{t("template.help")}</p>
    </>
  );
}
