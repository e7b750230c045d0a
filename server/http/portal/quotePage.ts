import type { QuoteFacts, QuotedLine } from "../../documents/quote/facts.ts";
import { figuresOf, quoteWords } from "../../documents/quote/words.ts";
import { html } from "./html.ts";
import type { Markup } from "./html.ts";
import { portalWords } from "./words.ts";
import type { PortalLanguage } from "./words.ts";

/** What the pages of a quote are made of. */
export interface Showing {
  readonly facts: QuoteFacts;
  readonly language: PortalLanguage;
  /** The page's own address, without language. */
  readonly address: string;
  readonly hasDocument: boolean;
}

type Figures = ReturnType<typeof figuresOf>;

/** Top of every page of a quote: who offers, what, until when. */
export function quoteHead({ facts, language, address, hasDocument }: Showing): Markup {
  const words = portalWords[language];
  const said = quoteWords[language];
  const other = language === "de" ? "en" : "de";
  const { day } = figuresOf(language);
  return html`<header>
      <strong>${facts.seller.name}</strong
      ><a href="${address}?language=${other}" lang="${other}" hreflang="${other}">${words.otherLanguage}</a>
    </header>
    <section class="card">
      <h1>${said.quote} ${facts.number}</h1>
      <p class="muted">${facts.title}</p>
      <dl>
        <div>
          <dt>${said.forWhom}</dt>
          <dd>${[facts.company, facts.person].filter((part) => part !== null).join(", ")}</dd>
        </div>
        <div>
          <dt>${said.validUntil}</dt>
          <dd>${day(facts.validUntil)}</dd>
        </div>
        <div>
          <dt>${said.version(facts.version)}</dt>
          <dd>${day(facts.issuedOn)}</dd>
        </div>
      </dl>
      ${facts.intro === null ? html`<p>${words.intro(facts.seller.name)}</p>` : facts.intro.split(/\n{2,}/).map((part) => html`<p>${part}</p>`)}
      ${hasDocument ? html`<p><a href="${address}/document.pdf">${words.download}</a></p>` : null}
    </section>`;
}

/** The page on which the customer chooses, and may ask for a change or reject. */
export function choicePage(showing: Showing, chosen: ReadonlySet<number>, mistakes: readonly string[] = []): Markup {
  const { facts, language, address } = showing;
  const words = portalWords[language];
  const action = `${address}?language=${language}`;
  return html`${quoteHead(showing)}${alert(language, mistakes)}
    <form class="card" method="post" action="${action}">
      <input type="hidden" name="step" value="review" />
      <h2>${words.choose}</h2>
      <p class="muted">${words.chooseHelp}</p>
      ${(["monthly", "once"] as const).map((period) => periodOf(showing, period, chosen))}
      ${totalsOf(language, facts.amounts)}
      <p class="small muted">${quoteWords[language].vat}</p>
      ${
        facts.terms === null
          ? null
          : html`<h2>${quoteWords[language].terms}</h2>
              <p class="small">${facts.terms}</p>`
      }
      <button>${words.toReview}</button>
    </form>
    <section class="card">
      <details>
        <summary>${words.change}</summary>
        ${answerForm(action, "change", [words.changeLabel, words.changeSend])}
      </details>
      <details>
        <summary>${words.reject}</summary>
        ${answerForm(action, "reject", [words.rejectLabel, words.rejectSend])}
      </details>
    </section>`;
}

function answerForm(action: string, step: string, [label, send]: readonly [string, string]): Markup {
  return html`<form method="post" action="${action}">
    <input type="hidden" name="step" value="${step}" />
    <label class="field">${label}<textarea name="text" rows="3" maxlength="2000"></textarea></label
    ><button class="plain">${send}</button>
  </form>`;
}

function periodOf(
  { facts, language }: Showing,
  period: QuotedLine["period"],
  chosen: ReadonlySet<number>,
): Markup | null {
  const lines = facts.lines.filter((line) => line.period === period && line.alternativeTo === null);
  if (lines.length === 0) return null;
  const said = quoteWords[language];
  const title = period === "monthly" ? `${said.monthly}, ${said.term(facts.termMonths)}` : said.once;
  return html`<fieldset>
    <legend>${title}</legend>
    ${lines.map((line) => position(facts, line, { language, chosen }))}
  </fieldset>`;
}

interface Choosing {
  readonly language: PortalLanguage;
  readonly chosen: ReadonlySet<number>;
}

function position(facts: QuoteFacts, line: QuotedLine, choosing: Choosing): Markup {
  const alternatives = facts.lines.filter((each) => each.alternativeTo === line.pos);
  if (alternatives.length === 0) return row(line, choosing, "checkbox");
  const words = portalWords[choosing.language];
  const isNone = [line, ...alternatives].every((each) => !choosing.chosen.has(each.pos));
  return html`<fieldset class="sub">
    <legend class="small">${words.optionsFor(line.pos)}</legend>
    ${[line, ...alternatives].map((each) => row(each, choosing, "radio", line.pos))}
    <label class="row"
      ><input type="radio" name="group-${line.pos}" value="0" ${isNone ? html` checked` : null} /><span
        >${words.neither}</span
      ><span></span
    ></label>
  </fieldset>`;
}

function row(line: QuotedLine, { language, chosen }: Choosing, type: "checkbox" | "radio", group = 0): Markup {
  const figures = figuresOf(language);
  const name = type === "checkbox" ? "position" : `group-${group}`;
  return html`<label class="row"
    ><input type="${type}" name="${name}" value="${line.pos}" ${chosen.has(line.pos) ? html` checked` : null} />
    <span>${line.text}<span class="note">${noteOf(line, language, figures)}</span></span
    ><span class="net">${figures.money(line.netCents)}</span></label
  >`;
}

function noteOf(line: QuotedLine, language: PortalLanguage, figures: Figures): string {
  const said = quoteWords[language];
  const quantity = `${figures.number(line.quantity)} ${said.unit[line.unit] ?? ""} × ${figures.money(line.unitPriceCents)}`;
  const choice =
    line.choice === "optional"
      ? said.optional
      : line.alternativeTo === null
        ? ""
        : said.alternativeTo(line.alternativeTo);
  return [quantity, choice].filter((part) => part !== "").join(" · ");
}

/** The page on which the customer sees what was chosen, and signs. */
export function reviewPage(
  showing: Showing,
  choice: {
    readonly chosen: ReadonlySet<number>;
    readonly isPartial: boolean;
    readonly amounts: QuoteFacts["amounts"];
  },
  entered: { readonly name: string; readonly reference: string; readonly mistakes: readonly string[] },
): Markup {
  const { facts, language, address } = showing;
  const words = portalWords[language];
  const lines = facts.lines.filter((line) => choice.chosen.has(line.pos));
  return html`${quoteHead(showing)}${alert(language, entered.mistakes)}
    <form class="card" method="post" action="${address}?language=${language}">
      <input type="hidden" name="step" value="accept" />
      <h2>${words.review}</h2>
      <p>${choice.isPartial ? words.reviewPart : words.reviewWhole}</p>
      ${lines.map((line) => chosenRow(line, language))} ${totalsOf(language, choice.amounts)}
      <p class="small muted">${quoteWords[language].vat}</p>
      <label class="field"
        >${words.name}<input name="name" autocomplete="name" maxlength="200" required value="${entered.name}"
      /></label>
      <label class="field"
        >${words.reference}<input name="reference" maxlength="100" value="${entered.reference}"
      /></label>
      <label class="check"
        ><input type="checkbox" name="authority" value="yes" required /><span>${words.authority}</span></label
      >
      <p><button>${words.accept}</button></p>
      <p><a href="${address}?language=${language}">${words.back}</a></p>
    </form>`;
}

function chosenRow(line: QuotedLine, language: PortalLanguage): Markup {
  const figures = figuresOf(language);
  return html`<input type="hidden" name="position" value="${line.pos}" />
    <div class="row">
      <span>${line.pos}</span
      ><span
        >${line.text}<span class="note"
          >${noteOf(line, language, figures)}, ${quoteWords[language][line.period]}</span
        ></span
      ><span class="net">${figures.money(line.netCents)}</span>
    </div>`;
}

function totalsOf(language: PortalLanguage, amounts: QuoteFacts["amounts"]): Markup {
  const said = quoteWords[language];
  const { money } = figuresOf(language);
  const rows: (readonly [string, number])[] = [];
  if (amounts.monthlyCents > 0) rows.push([said.monthlyTotal, amounts.monthlyCents]);
  if (amounts.onceCents > 0) rows.push([said.onceTotal, amounts.onceCents]);
  return html`${rows.map(([label, cents]) => html`<div class="total"><span>${label}</span><strong>${money(cents)}</strong></div>`)}`;
}

function alert(language: PortalLanguage, mistakes: readonly string[]): Markup | null {
  if (mistakes.length === 0) return null;
  return html`<div class="alert" role="alert">
    <strong>${portalWords[language].mistakes}</strong>
    <ul>
      ${mistakes.map((each) => html`<li>${each}</li>`)}
    </ul>
  </div>`;
}
