import type { SolvedTicket } from "../../desk/tickets/solutionLink.ts";
import type { PortalLanguage } from "./words.ts";

interface SolutionWords {
  readonly otherLanguage: string;
  readonly ask: string;
  readonly ourSolution: string;
  readonly confirm: string;
  readonly confirmHelp: string;
  readonly unsolved: string;
  readonly unsolvedLabel: string;
  readonly unsolvedSend: string;
  readonly textMissing: string;
  readonly states: Readonly<Record<Exclude<SolvedTicket["state"], "open">, string>>;
  /** Title and text. */
  readonly done: Readonly<Record<"confirmed" | "unsolved", readonly [string, string]>>;
}

/** What the page of a solution says to the customer. */
export const solutionWords: Readonly<Record<PortalLanguage, SolutionWords>> = {
  de: {
    otherLanguage: "English",
    ask: "Ist Ihr Anliegen gelöst?",
    ourSolution: "Unsere Lösung",
    confirm: "Ja, gelöst",
    confirmHelp: "Wir schließen das Ticket dann sofort.",
    unsolved: "Nein, das Problem besteht noch",
    unsolvedLabel: "Was funktioniert noch nicht?",
    unsolvedSend: "Ticket wieder öffnen",
    textMissing: "Bitte schreiben Sie kurz, was noch nicht funktioniert.",
    states: {
      confirmed: "Die Lösung ist bestätigt. Vielen Dank!",
      unsolved: "Ihre Rückmeldung ist da. Wir kümmern uns darum.",
      over: "Dieser Link gilt nicht mehr. Antworten Sie bitte auf unsere E-Mail, wenn noch etwas offen ist.",
    },
    done: {
      confirmed: ["Vielen Dank!", "Die Lösung ist bestätigt, das Ticket wird geschlossen."],
      unsolved: ["Danke, wir sind wieder dran.", "Wir melden uns, sobald es etwas Neues gibt."],
    },
  },
  en: {
    otherLanguage: "Deutsch",
    ask: "Is your issue solved?",
    ourSolution: "Our solution",
    confirm: "Yes, solved",
    confirmHelp: "We then close the ticket at once.",
    unsolved: "No, the problem persists",
    unsolvedLabel: "What does not work yet?",
    unsolvedSend: "Reopen ticket",
    textMissing: "Please write briefly what does not work yet.",
    states: {
      confirmed: "The solution is confirmed. Thank you!",
      unsolved: "We have your answer and take care of it.",
      over: "This link is no longer valid. Please answer our e-mail if something is still open.",
    },
    done: {
      confirmed: ["Thank you!", "The solution is confirmed, the ticket will be closed."],
      unsolved: ["Thank you, we are on it again.", "We will be in touch as soon as there is news."],
    },
  },
};
