import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "../api/request.ts";
import { JsonTree } from "../kit/JsonTree.tsx";
import { Picker } from "../kit/Picker.tsx";
import { useSettled } from "../kit/settled.ts";
import { TextInput } from "../kit/TextInput.tsx";
import { useWords } from "../words/language.tsx";
import css from "./Admin.module.css";

const types = [
  "application/json",
  "application/xml",
  "application/x-www-form-urlencoded",
  "message/rfc822",
  "text/plain",
];

/** What comes of a pasted alert by a template, told as both are typed; nothing is stored. */
export function MappingTrial({ mapping, timeZone }: { mapping: string; timeZone: string }) {
  const { t } = useWords();
  const [payload, setPayload] = useState("");
  const [contentType, setType] = useState("application/json");
  const asked = useSettled(JSON.stringify({ mapping, timeZone, payload, contentType }));
  const parsed = parse(mapping);
  const { data, error, isFetching } = useQuery({
    queryKey: ["mapping-trial", asked],
    queryFn: ({ signal }) =>
      request<{ alert: unknown }>("POST", "/api/alert-mappings/try", {
        body: { mapping: parsed, payload, contentType, ...(timeZone === "" ? {} : { timeZone }) },
        signal,
      }),
    enabled: payload.trim() !== "" && parsed !== undefined,
    retry: false,
    gcTime: 0,
  });
  return (
    <section className={css["fields"]} aria-label={t("mapping.title")}>
      <h3>{t("mapping.title")}</h3>
      <p>{t("mapping.text")}</p>
      <Picker
        label={t("mapping.type")}
        choices={types.map((id) => ({ id, name: id }))}
        value={contentType}
        onChange={setType}
      />
      <TextInput label={t("mapping.payload")} value={payload} onChange={setPayload} rows={6} />
      <div role="status" aria-busy={isFetching}>
        {mapping.trim() !== "" && parsed === undefined && <p>{t("mapping.noJson")}</p>}
        {payload.trim() !== "" && error !== null && (
          <p role="alert">{t("mapping.failed", { reason: error.message })}</p>
        )}
        {payload.trim() !== "" && error === null && data !== undefined && (
          <>
            <p>{t("mapping.result")}</p>
            <JsonTree value={data.alert} depth={2} />
          </>
        )}
      </div>
    </section>
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // told below the field
  }
}
