import type { Labels } from "../../api/types.ts";
import { houseConnectors } from "./houseConnectors.ts";

/** How an input is filled: FEEL, several roles, several people, one person, a mail template, one of a few words, or yes or no. */
export type InputKind = "feel" | "roles" | "people" | "person" | "template" | "choice" | "flag";
export type ConnectorInput = {
  readonly name: string;
  readonly label: Labels;
  readonly kind?: InputKind;
  readonly isRequired?: boolean;
  readonly choices?: readonly string[];
  readonly help?: Labels;
};
/** A kind of work that the server does itself: the job type with what it takes and gives. */
export type Connector = {
  readonly type: string;
  readonly name: Labels;
  readonly text: Labels;
  readonly element: "bpmn:ServiceTask" | "bpmn:SendTask";
  readonly inputs: readonly ConnectorInput[];
  readonly outputs: readonly string[];
  /** BPMN errors it may throw. */
  readonly errors?: readonly string[];
};

/** Those that hardly any process goes without; the others come up when somebody searches. */
export const generalConnectors: readonly Connector[] = [
  {
    type: "mail.send",
    element: "bpmn:SendTask",
    name: { de: "E-Mail senden", en: "Send an e-mail" },
    text: {
      de: "Schreibt aus einer Vorlage an eine oder mehrere Adressen.",
      en: "Writes from a template to addresses.",
    },
    inputs: [
      { name: "template", label: { de: "Vorlage", en: "Template" }, kind: "template", isRequired: true },
      {
        name: "to",
        label: { de: "An", en: "To" },
        isRequired: true,
        help: { de: "Adresse oder Liste von Adressen", en: "An address or a list of them" },
      },
      {
        name: "language",
        label: { de: "Sprache", en: "Language" },
        help: { de: "„de“ oder „en“", en: "“de” or “en”" },
      },
      { name: "ticketNumber", label: { de: "Ticketnummer", en: "Ticket number" } },
      {
        name: "answerLink",
        label: { de: "Link zum Bestätigen", en: "Link to confirm" },
        kind: "flag",
        help: {
          de: "In der Vorlage steht answerLink für die Seite, auf der der Kunde die Lösung des Tickets bestätigt oder sagt, was noch fehlt",
          en: "In the template, answerLink is the page on which the customer confirms the solution of the ticket or says what is still wrong",
        },
      },
    ],
    outputs: [],
  },
  {
    type: "notify.users",
    element: "bpmn:SendTask",
    name: { de: "Kollegen benachrichtigen", en: "Notify colleagues" },
    text: { de: "Meldet Rollen oder Personen im Haus etwas.", en: "Tells roles or people of the house something." },
    inputs: [
      { name: "groups", label: { de: "Rollen", en: "Roles" }, kind: "roles" },
      { name: "logins", label: { de: "Personen", en: "People" }, kind: "people" },
      { name: "onCall", label: { de: "Auch die Bereitschaft", en: "Those on call too" }, kind: "flag" },
      { name: "template", label: { de: "Vorlage", en: "Template" }, kind: "template" },
      {
        name: "title",
        label: { de: "Titel", en: "Title" },
        help: { de: "Wenn es keine Vorlage gibt", en: "When there is no template" },
      },
      { name: "text", label: { de: "Text", en: "Text" } },
    ],
    outputs: [],
  },
  {
    type: "http.request",
    element: "bpmn:ServiceTask",
    name: { de: "Anderes System aufrufen (HTTP)", en: "Call another system (HTTP)" },
    text: {
      de: "Fragt eine HTTP-Schnittstelle und gibt die Antwort weiter.",
      en: "Asks an HTTP interface and passes the answer on.",
    },
    inputs: [
      {
        name: "method",
        label: { de: "Methode", en: "Method" },
        kind: "choice",
        choices: ["GET", "POST", "PUT", "PATCH", "DELETE"],
      },
      { name: "url", label: { de: "Adresse (URL)", en: "Address (URL)" }, isRequired: true },
      { name: "headers", label: { de: "Kopfzeilen", en: "Headers" } },
      { name: "body", label: { de: "Inhalt", en: "Body" } },
    ],
    outputs: ["response"],
    errors: ["http.400", "http.401", "http.403", "http.404", "http.409"],
  },
];

/** Every connector there is to choose from. */
export const connectors: readonly Connector[] = [...generalConnectors, ...houseConnectors];

/** The connector of a job type; a type without one is served by a worker of somebody else's. */
export function connectorOf(type: string): Connector | undefined {
  return connectors.find((one) => one.type === type);
}
