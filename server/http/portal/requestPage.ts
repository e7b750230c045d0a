import { complaints, head } from "./deskPages.ts";
import type { Front } from "./deskPages.ts";
import { deskWords } from "./deskWords.ts";
import { html } from "./html.ts";
import type { Markup } from "./html.ts";
import type { PortalLanguage } from "./words.ts";

/** What a request says, as it was entered. */
export type Entered = Readonly<
  Record<"kind" | "title" | "description" | "scope" | "canWork" | "category" | "asset" | "callback" | "key", string>
>;

/** What can be chosen in the form. */
export interface Offered {
  readonly devices: readonly { readonly id: string; readonly name: string }[];
  readonly categories: readonly { readonly key: string; readonly de: string; readonly en: string }[];
}

/** The form for a fault or a request. Its key is sent along, so that sending it twice is one request. */
export function requestPage(
  front: Front,
  offered: Offered,
  entered: Entered,
  mistakes: readonly string[] = [],
): Markup {
  const { language } = front;
  const words = deskWords[language];
  return html`${head(front)}
    <p><a href="/portal?language=${language}">${words.back}</a></p>
    <form class="card" method="post" action="/portal/new?language=${language}" enctype="multipart/form-data">
      <h1>${words.formTitle}</h1>
      ${complaints(language, mistakes)}
      <input type="hidden" name="key" value="${entered.key}" />
      ${options("kind", words.kind, words.kinds, entered.kind)}
      <label class="field"
        >${words.short}<input name="title" maxlength="200" required value="${entered.title}"
      /></label>
      <label class="field"
        >${words.long}<span class="note">${words.longHelp}</span
        ><textarea name="description" rows="6" maxlength="8000" required>${entered.description}</textarea>
      </label>
      <div class="pair">
        ${options("scope", words.scope, words.scopes, entered.scope)}
        ${options("canWork", words.canWork, words.canWorks, entered.canWork)}
      </div>
      ${details(language, offered, entered)}
      <button>${words.send}</button>
    </form>`;
}

/** What helps, and may be left out. */
function details(language: PortalLanguage, offered: Offered, entered: Entered): Markup {
  const words = deskWords[language];
  return html`<div class="pair">
    <label class="field"
      >${words.category}<select name="category">
        <option value="">${words.unknown}</option>
        ${offered.categories.map((each) => option(each.key, each[language], entered.category))}
      </select></label
    >
    <label class="field"
      >${words.device}<select name="asset">
        <option value="">${words.noDevice}</option>
        ${offered.devices.map((each) => option(each.id, each.name, entered.asset))}
      </select></label
    >
    <label class="field"
      >${words.callback}<input name="callback" type="tel" autocomplete="tel" maxlength="40" value="${entered.callback}"
    /></label>
    <label class="field"
      >${words.files}<input name="files" type="file" multiple /><span class="note">${words.filesHelp}</span></label
    >
  </div>`;
}

function options(name: string, legend: string, values: Readonly<Record<string, string>>, chosen: string): Markup {
  return html`<fieldset>
    <legend>${legend}</legend>
    ${Object.entries(values).map(
      ([value, label]) =>
        html`<label class="choice"
          ><input
            type="radio"
            name="${name}"
            value="${value}"
            required
            ${chosen === value ? html` checked` : null}
          /><span>${label}</span></label
        >`,
    )}
  </fieldset>`;
}

function option(value: string, label: string, chosen: string): Markup {
  return html`<option value="${value}" ${value === chosen ? html` selected` : null}>${label}</option>`;
}
