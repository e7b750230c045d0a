import type { SolvedTicket } from "../../desk/tickets/solutionLink.ts";
import { html } from "./html.ts";
import type { Markup } from "./html.ts";
import { solutionWords } from "./solutionWords.ts";
import type { PortalLanguage } from "./words.ts";

/** What the page of a solution is made of; `address` is its own, without language. */
export interface SolutionShowing {
  readonly ticket: SolvedTicket;
  readonly language: PortalLanguage;
  readonly address: string;
  readonly mistake: string | undefined;
}

/** What was asked, what we did, and the two answers while one is waited for. */
export function solutionPage(showing: SolutionShowing): Markup {
  const { ticket, language, address } = showing;
  const words = solutionWords[language];
  const other = language === "de" ? "en" : "de";
  const { state } = ticket;
  return html`<header>
      <strong>${ticket.seller ?? ""}</strong
      ><a href="${address}?language=${other}" lang="${other}" hreflang="${other}">${words.otherLanguage}</a>
    </header>
    <section class="card">
      <p class="muted">${ticket.number}</p>
      <h1>${ticket.title}</h1>
      ${
        ticket.resolution === null
          ? null
          : html`<h2>${words.ourSolution}</h2>
              ${ticket.resolution.split(/\n+/).map((part) => html`<p>${part}</p>`)}`
      }
    </section>
    ${state === "open" ? answers(showing) : html`<section class="card good"><h2>${words.states[state]}</h2></section>`}`;
}

function answers({ language, address, mistake }: SolutionShowing): Markup {
  const words = solutionWords[language];
  const action = `${address}?language=${language}`;
  return html`<section class="card">
    <h2>${words.ask}</h2>
    ${mistake === undefined ? null : html`<div class="alert" role="alert">${mistake}</div>`}
    <form method="post" action="${action}">
      <input type="hidden" name="step" value="confirm" />
      <p><button>${words.confirm}</button></p>
      <p class="small muted">${words.confirmHelp}</p>
    </form>
    <details ${mistake === undefined ? null : html`open`}>
      <summary>${words.unsolved}</summary>
      <form method="post" action="${action}">
        <input type="hidden" name="step" value="unsolved" />
        <label class="field"
          >${words.unsolvedLabel}<textarea name="text" rows="4" maxlength="4000" required></textarea></label
        ><button class="plain">${words.unsolvedSend}</button>
      </form>
    </details>
  </section>`;
}
