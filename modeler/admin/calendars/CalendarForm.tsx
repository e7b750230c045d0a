import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { useWords } from "../../words/language.tsx";
import { useChange } from "../useChange.ts";
import { ClosedDays } from "./ClosedDays.tsx";
import { hoursOf, linesOf, WeekHours, type HourLines } from "./WeekHours.tsx";
import { YearPreview } from "./YearPreview.tsx";
import { placesQuery, type Calendar, type Definition } from "./queries.ts";
import admin from "../Admin.module.css";

const none = "-";

/** A calendar to be changed, with the year as it would be. */
export function CalendarForm({ calendar }: { calendar: Calendar }) {
  const { t } = useWords();
  const [name, setName] = useState(calendar.name);
  const [definition, setDefinition] = useState<Definition>(calendar.definition);
  const [lines, setLines] = useState<HourLines>(() => linesOf(calendar.definition.hours));
  const wished: Definition = { ...definition, hours: hoursOf(lines) };
  const path = `/api/calendars/${encodeURIComponent(calendar.key)}`;
  const save = useChange({
    run: (change: Partial<Calendar>) =>
      request<void>("PATCH", path, { body: { revision: calendar.revision, ...change } }),
    said: "calendar.saved",
  });
  return (
    <section className={admin["detail"]} aria-label={calendar.name}>
      <div className={admin["connector"]}>
        <header>
          <h2>{calendar.name}</h2>
          <p className={admin["about"]}>
            {calendar.key} {calendar.isDefault && <Chip tone="info">{t("calendar.default")}</Chip>}
          </p>
        </header>
        <div className={admin["pair"]}>
          <TextInput label={t("calendar.name")} value={name} onChange={setName} isRequired maxLength={200} />
          <Where definition={definition} onChange={setDefinition} />
        </div>
        <section>
          <h3>{t("calendar.hours")}</h3>
          <p className={admin["about"]}>{t("calendar.hoursHelp")}</p>
          <WeekHours lines={lines} onChange={setLines} />
        </section>
        <ClosedDays
          days={definition.closedDays}
          onChange={(closedDays) => setDefinition((before) => ({ ...before, closedDays: [...closedDays] }))}
        />
        <div className={admin["actions"]}>
          <Button
            kind="primary"
            isPending={save.isPending}
            onPress={() => save.mutate({ name: name.trim(), definition: wished })}
          >
            {t("common.save")}
          </Button>
          {!calendar.isDefault && (
            <Button isPending={save.isPending} onPress={() => save.mutate({ isDefault: true })}>
              {t("calendar.makeDefault")}
            </Button>
          )}
        </div>
        <YearPreview definition={wished} />
      </div>
    </section>
  );
}

type WhereProps = {
  readonly definition: Definition;
  readonly onChange: (change: (before: Definition) => Definition) => void;
};

function Where({ definition, onChange }: WhereProps) {
  const { t, language } = useWords();
  const { country, region, timeZone } = definition;
  const { data } = useQuery(placesQuery(country, language));
  const zones = Intl.supportedValuesOf("timeZone").map((id) => ({ id, name: id }));
  return (
    <>
      <Picker
        label={t("calendar.zone")}
        choices={zones}
        value={timeZone}
        onChange={(id) => onChange((before) => ({ ...before, timeZone: id }))}
      />
      <Picker
        label={t("calendar.country")}
        choices={[{ id: none, name: t("calendar.noCountry") }, ...(data?.countries ?? []).map(toChoice)]}
        value={country ?? none}
        onChange={(id) => onChange((before) => ({ ...before, country: id === none ? null : id, region: null }))}
      />
      {(data?.regions.length ?? 0) > 0 && (
        <Picker
          label={t("calendar.region")}
          choices={[{ id: none, name: t("calendar.noRegion") }, ...(data?.regions ?? []).map(toChoice)]}
          value={region ?? none}
          onChange={(id) => onChange((before) => ({ ...before, region: id === none ? null : id }))}
        />
      )}
    </>
  );
}

function toChoice({ code, name }: { code: string; name: string }): { id: string; name: string } {
  return { id: code, name };
}
