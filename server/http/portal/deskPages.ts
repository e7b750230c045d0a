import type { PortalContact, PortalTicket, Said } from "../../desk/portal/customers.ts";
import { deskWords } from "./deskWords.ts";
import { html } from "./html.ts";
import type { Markup } from "./html.ts";
import type { PortalLanguage } from "./words.ts";

/** Whose page it is, and in which language it speaks. */
export interface Front {
  readonly house: string;
  readonly language: PortalLanguage;
  /** The page's own address, for the other language. */
  readonly address: string;
  readonly tenantId: string;
}

/** The page of somebody who is signed in: it tells of days and hours, as the house's own clock has them. */
export interface OwnFront extends Front {
  /** IANA. */
  readonly timeZone: string;
}

/** The top of every page. */
export function head({ house, language, address }: Front): Markup {
  const words = deskWords[language];
  const other = language === "de" ? "en" : "de";
  const link = `${address}${address.includes("?") ? "&" : "?"}language=${other}`;
  return html`<header>
    <strong>${house}</strong><a href="${link}" lang="${other}" hreflang="${other}">${words.otherLanguage}</a>
  </header>`;
}

/** Where somebody asks for a link. */
export function signInPage(front: Front, mistakes: readonly string[] = []): Markup {
  const words = deskWords[front.language];
  return html`${head(front)}
    <section class="card">
      <h1>${words.signInTitle}</h1>
      <p>${words.signInText}</p>
      ${complaints(front.language, mistakes)}
      <form method="post" action="/portal/sign-in?language=${front.language}&tenant=${front.tenantId}">
        <label class="field"
          >${words.email}<input name="email" type="email" autocomplete="email" maxlength="254" required
        /></label>
        <button>${words.sendLink}</button>
      </form>
    </section>`;
}

/** Where a link leads: the link is used up by the button, not by whoever looks at it before. */
export function enterPage(front: Front, secret: string): Markup {
  const words = deskWords[front.language];
  return html`${head(front)}
    <section class="card">
      <h1>${words.enterTitle}</h1>
      <p>${words.enterText}</p>
      <form method="post" action="/portal/enter/${secret}?language=${front.language}">
        <button>${words.enter}</button>
      </form>
    </section>`;
}

/** A page that says one thing, and leads back. */
export function saying(front: Front, [title = "", text = ""]: readonly string[]): Markup {
  const { language, tenantId } = front;
  return html`${head(front)}
    <section class="card good">
      <h1>${title}</h1>
      <p>${text}</p>
      <p><a href="/portal?language=${language}&tenant=${tenantId}">${deskWords[language].back}</a></p>
    </section>`;
}

/** What somebody has asked for so far. */
export function homePage(
  front: OwnFront,
  contact: PortalContact,
  { tickets, isTaken }: { readonly tickets: readonly PortalTicket[]; readonly isTaken: boolean },
): Markup {
  const { language } = front;
  const words = deskWords[language];
  return html`${head(front)}
    <section class="card">
      <div class="bar">
        <div>
          <h1>${words.hello(contact.name ?? contact.email)}</h1>
          <p class="muted">${contact.customer}</p>
        </div>
        <form method="post" action="/portal/sign-out?language=${language}">
          <button class="plain">${words.signOut}</button>
        </form>
      </div>
      <a class="button" href="/portal/new?language=${language}">${words.newRequest}</a>
    </section>
    ${isTaken ? html`<section class="card good" role="status"><p>${words.taken}</p></section>` : null}
    <section class="card">
      <h2>${words.tickets}</h2>
      ${
        tickets.length === 0
          ? html`<p class="muted">${words.none}</p>`
          : html`<ul class="tickets">
              ${tickets.map((ticket) => line(ticket, front))}
            </ul>`
      }
    </section>`;
}

function line(ticket: PortalTicket, front: OwnFront): Markup {
  const { language } = front;
  const words = deskWords[language];
  return html`<li>
    <a href="/portal/tickets/${ticket.number}?language=${language}"
      ><strong>${ticket.title}</strong>${stateOf(ticket, language)}<span class="note"
        >${ticket.number} ${words.since(dayOf(ticket.createdAt, front))}</span
      ></a
    >
  </li>`;
}

/** A ticket with what was said, and a place to answer. */
export function ticketPage(
  front: OwnFront,
  ticket: PortalTicket & { readonly said: readonly Said[] },
  { mistakes = [], isAnswered = false }: { readonly mistakes?: readonly string[]; readonly isAnswered?: boolean } = {},
): Markup {
  const { language } = front;
  const words = deskWords[language];
  return html`${head(front)}
    <p><a href="/portal?language=${language}">${words.back}</a></p>
    <section class="card">
      <div class="bar">
        <div>
          <h1>${ticket.title}</h1>
          <p class="muted">${ticket.number} ${words.since(dayOf(ticket.createdAt, front))}</p>
        </div>
        ${stateOf(ticket, language)}
      </div>
      ${
        ticket.resolution === null
          ? null
          : html`<h2>${words.solution}</h2>
              <p>${ticket.resolution}</p>`
      }
    </section>
    ${isAnswered ? html`<section class="card good" role="status"><p>${words.answered}</p></section>` : null}
    <section class="card">
      <h2>${words.course}</h2>
      ${ticket.said.length === 0 ? html`<p class="muted">${words.noAnswers}</p>` : ticket.said.map((each) => spoken(each, front))}
      ${complaints(language, mistakes)}
      ${
        isOver(ticket)
          ? null
          : html`<form method="post" action="/portal/tickets/${ticket.number}?language=${language}">
              <label class="field"
                >${words.reply}<textarea name="text" rows="4" maxlength="8000" required></textarea></label
              ><button>${words.replySend}</button>
            </form>`
      }
    </section>`;
}

function spoken({ at, isOurs, text }: Said, { language, timeZone }: OwnFront): Markup {
  const words = deskWords[language];
  const when = new Intl.DateTimeFormat(tags[language], {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  }).format(at);
  return html`<div class="said" data-ours="${isOurs ? "yes" : "no"}">
    <span class="who">${isOurs ? words.us : words.you}, <time datetime="${at.toISOString()}">${when}</time></span
    ><span class="what">${text.trim()}</span>
  </div>`;
}

const tags = { de: "de-DE", en: "en-GB" } as const;

function dayOf(at: Date, { language, timeZone }: OwnFront): string {
  return new Intl.DateTimeFormat(tags[language], { dateStyle: "medium", timeZone }).format(at);
}

type State = keyof (typeof deskWords)["de"]["states"];

const states: Readonly<Record<string, State>> = {
  new: "open",
  triaged: "open",
  assigned: "open",
  in_progress: "working",
  waiting_customer: "waiting",
  waiting_vendor: "vendor",
  scheduled: "planned",
  resolved: "solved",
  cancelled: "cancelled",
};

function stateOf({ status }: PortalTicket, language: PortalLanguage): Markup {
  const state = states[status] ?? "closed";
  return html`<span class="state" data-state="${state}">${deskWords[language].states[state]}</span>`;
}

/** Whether nobody waits for an answer any more. */
export function isOver({ status }: PortalTicket): boolean {
  return states[status] === undefined || status === "cancelled";
}

/** What is wrong with what was entered. */
export function complaints(language: PortalLanguage, mistakes: readonly string[]): Markup | null {
  if (mistakes.length === 0) return null;
  return html`<div class="alert" role="alert">
    <strong>${deskWords[language].mistakes}</strong>
    <ul>
      ${mistakes.map((each) => html`<li>${each}</li>`)}
    </ul>
  </div>`;
}
