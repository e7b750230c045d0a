import type { Entry } from "./translate.ts";

/** What a house says about itself, and what is still missing before it can work. */
export const houseWords = {
  "admin.setup": { de: "Einrichtung", en: "Setup" },
  "admin.company": { de: "Eigene Firma", en: "Our company" },
  "admin.categories": { de: "Kategorien", en: "Categories" },
  "admin.skills": { de: "Fähigkeiten", en: "Skills" },
  "admin.numbers": { de: "Nummernkreise", en: "Number ranges" },

  "house.edit": { de: "Ändern", en: "Edit" },
  "house.editOf": { de: "{name} ändern", en: "Edit {name}" },
  "house.retire": { de: "Stilllegen", en: "Retire" },
  "house.retireOf": { de: "{name} stilllegen", en: "Retire {name}" },
  "house.revive": { de: "Wieder anbieten", en: "Offer again" },
  "house.reviveOf": { de: "{name} wieder anbieten", en: "Offer {name} again" },
  "house.retired": { de: "stillgelegt", en: "retired" },
  "house.saved": { de: "Gespeichert", en: "Saved" },
  "house.key": { de: "Schlüssel", en: "Key" },
  "house.name": { de: "Name", en: "Name" },

  "company.about": {
    de: "So stehen Sie auf Angeboten, Rechnungen und E-Rechnungen. Land und Steuernummern entscheiden mit, welche Steuer ausgewiesen wird.",
    en: "This is how you stand on quotes, invoices and e-invoices. Country and tax numbers help decide which tax is shown.",
  },
  "company.unsaid": {
    de: "Noch nicht eingetragen: Ohne diese Angaben entsteht keine Rechnung.",
    en: "Not said yet: without it no invoice can be written.",
  },

  "category.about": {
    de: "Worum es in Tickets geht. Danach werden Techniker gewählt, Verträge angewendet und Alarme zugeordnet.",
    en: "What tickets are about. Technicians are chosen, contracts applied and alerts sorted by it.",
  },
  "category.none": { de: "Noch keine Kategorie", en: "No category yet" },
  "category.noneText": {
    de: "Ohne Kategorie kann kein Ticket eingestuft werden.",
    en: "Without a category no ticket can be classified.",
  },
  "category.add": { de: "Neue Kategorie", en: "New category" },
  "category.skill": { de: "Verlangt", en: "Asks for" },
  "category.alerts": { de: "Alarme", en: "Alerts" },
  "category.theme": { de: "Roadmap", en: "Roadmap" },
  "category.tickets": { de: "Offene Tickets", en: "Open tickets" },
  "category.security": { de: "Sicherheit", en: "security" },
  "category.retireText": {
    de: "Alarme fallen nicht mehr hinein. Tickets, die sie haben, behalten sie.",
    en: "Alerts no longer fall into it. Tickets that have it keep it.",
  },

  "skill.about": {
    de: "Was Techniker können und Kategorien verlangen. Wer was kann, steht beim Mitarbeiter.",
    en: "What technicians can and categories ask for. Who can what is said at the member of staff.",
  },
  "skill.none": { de: "Noch keine Fähigkeit", en: "No skill yet" },
  "skill.noneText": {
    de: "Ohne Fähigkeiten werden Tickets nur nach Auslastung verteilt.",
    en: "Without skills tickets are dispatched by load alone.",
  },
  "skill.add": { de: "Neue Fähigkeit", en: "New skill" },
  "skill.staff": { de: "Können", en: "Have it" },
  "skill.categories": { de: "Verlangen", en: "Ask for it" },
  "skill.retireText": {
    de: "Sie wird nicht mehr angeboten. Wer sie hat, behält sie.",
    en: "It is no longer offered. Who has it keeps it.",
  },

  "numbers.about": {
    de: "Die Nummern dieses Jahres. Ein neues Jahr beginnt von selbst wieder bei eins, mit seiner Jahreszahl im Präfix.",
    en: "The numbers of this year. A new year begins at one again by itself, with its year in the prefix.",
  },
  "numbers.kind": { de: "Wofür", en: "For" },
  "numbers.next": { de: "Nächste Nummer", en: "Next number" },
  "numbers.last": { de: "Zuletzt vergeben", en: "Given last" },
  "numbers.unused": { de: "noch keine", en: "none yet" },
  "numbers.gapless": { de: "lückenlos", en: "no gaps" },
  "numbers.fixed": {
    de: "In diesem Jahr sind schon Nummern vergeben: Der Kreis läuft weiter, wie er ist.",
    en: "Numbers of this year were given already: the range goes on as it is.",
  },
  "numbers.of.T": { de: "Tickets", en: "Tickets" },
  "numbers.of.RE": { de: "Rechnungen", en: "Invoices" },
  "numbers.of.GS": { de: "Gutschriften", en: "Credit notes" },
  "numbers.of.AN": { de: "Angebote", en: "Quotes" },
  "numbers.of.AB": { de: "Aufträge", en: "Orders" },
  "numbers.of.V": { de: "Verträge", en: "Contracts" },
  "numbers.of.P": { de: "Projekte", en: "Projects" },
  "numbers.of.OP": { de: "Verkaufschancen", en: "Opportunities" },
  "numbers.of.PO": { de: "Bestellungen", en: "Purchases" },
  "numbers.of.RMA": { de: "Rücksendungen", en: "Returns" },
  "numbers.of.A": { de: "Geräte", en: "Assets" },
  "numbers.of.QBR": { de: "Quartalsgespräche", en: "Reviews" },
  "numbers.of.SI": { de: "Sicherheitsvorfälle", en: "Security incidents" },
  "numbers.of.AL": { de: "Abrechnungsläufe", en: "Billing runs" },
  "numbers.of.EX": { de: "Fibu-Stapel", en: "Ledger batches" },

  "setup.done": { de: "Alles da: Das Haus kann arbeiten.", en: "All there: the house can work." },
  "setup.open": {
    de: {
      one: "Ein Schritt fehlt noch, bis alles läuft. Was erledigt ist, sieht das Haus selbst an seinen Daten.",
      other: "{count} Schritte fehlen noch, bis alles läuft. Was erledigt ist, sieht das Haus selbst an seinen Daten.",
    },
    en: {
      one: "One step is missing before everything works. The house sees by its data what is done.",
      other: "{count} steps are missing before everything works. The house sees by its data what is done.",
    },
  },
  "setup.isDone": { de: "erledigt", en: "done" },
  "setup.isMissing": { de: "fehlt", en: "missing" },
  "setup.isOptional": { de: "empfohlen", en: "recommended" },
  "setup.go": { de: "Einrichten", en: "Set up" },
  "setup.look": { de: "Ansehen", en: "Look" },
  "setup.goOf": { de: "{name}: einrichten", en: "{name}: set up" },
  "setup.lookOf": { de: "{name}: ansehen", en: "{name}: look" },
  "setup.area.house": { de: "Das Haus", en: "The house" },
  "setup.area.tickets": { de: "Damit Tickets laufen", en: "So that tickets work" },
  "setup.area.mails": { de: "Damit E-Mails ankommen", en: "So that mails arrive" },
  "setup.area.billing": { de: "Damit abgerechnet wird", en: "So that work is billed" },
  "setup.area.ledgers": {
    de: "Damit die Buchhaltung ihre Belege bekommt",
    en: "So that the ledger gets its documents",
  },

  "setup.seller": { de: "Eigene Firma", en: "Our company" },
  "setup.sellerText": {
    de: "Name, Anschrift und Steuernummer: Ohne sie wird jede Rechnung abgelehnt und die Steuer falsch beurteilt.",
    en: "Name, address and tax number: without them every invoice is refused and tax is judged wrongly.",
  },
  "setup.calendar": { de: "Servicezeiten", en: "Service hours" },
  "setup.calendarText": {
    de: "Ein Standardkalender mit den Feiertagen Ihres Landes: Danach laufen SLA-Uhren und Fristen.",
    en: "A default calendar with the holidays of your country: SLA clocks and deadlines count by it.",
  },
  "setup.categories": { de: "Kategorien", en: "Categories" },
  "setup.categoriesText": {
    de: "Ohne Kategorie kann kein Ticket eingestuft werden. Die üblichen sind schon da.",
    en: "Without a category no ticket can be classified. The usual ones are there already.",
  },
  "setup.technicians": { de: "Techniker mit Fähigkeiten", en: "Technicians with skills" },
  "setup.techniciansText": {
    de: "Mindestens eine Person, die Tickets bekommt, mit dem, was sie kann. Ihr Login ist der ihres Kontos.",
    en: "At least one person who is given tickets, with what they can. Their login is that of their account.",
  },
  "setup.dispatchers": { de: "Jemand, der verteilt", en: "Somebody who dispatches" },
  "setup.dispatchersText": {
    de: "Ein Konto mit der Rolle Disposition: Sonst bleiben Tickets liegen, die erst zu klären sind.",
    en: "An account with the role of dispatcher: else tickets that need sorting are left lying.",
  },
  "setup.customers": { de: "Kunden", en: "Customers" },
  "setup.customersText": {
    de: "Wem Sie dienen, mit Kontakten und E-Mail-Domains, an denen Anfragen erkannt werden.",
    en: "Whom you serve, with contacts and mail domains that requests are recognised by.",
  },
  "setup.contracts": { de: "Verträge", en: "Contracts" },
  "setup.contractsText": {
    de: "SLA, Pauschalen und Kontingente. Ohne Vertrag wird nach Aufwand abgerechnet.",
    en: "SLA, flat rates and included time. Without a contract work is billed by time.",
  },
  "setup.mailOut": { de: "E-Mail-Versand", en: "Mail server for sending" },
  "setup.mailOutText": {
    de: "Eine Verbindung zum Versenden: Sonst bekommen Kunden weder Antworten noch Rechnungen.",
    en: "A connector for sending: else customers get neither answers nor invoices.",
  },
  "setup.mailIn": { de: "E-Mail-Eingang", en: "Mailbox for requests" },
  "setup.mailInText": {
    de: "Ein Postfach oder eine Weiterleitung, aus der Tickets werden.",
    en: "A mailbox or a forwarding address that becomes tickets.",
  },
  "setup.prices": { de: "Preisliste", en: "Price list" },
  "setup.pricesText": {
    de: "Eine gültige Preisliste mit Stundensätzen, nach denen Arbeitszeit berechnet wird.",
    en: "A price list in force with hourly rates that working time is billed by.",
  },
  "setup.billers": { de: "Jemand, der abrechnet", en: "Somebody who bills" },
  "setup.billersText": {
    de: "Ein Konto mit der Rolle Abrechnung: Es gibt Rechnungen frei und klärt Befunde.",
    en: "An account with the role of billing manager: they approve invoices and clear findings.",
  },
  "setup.ledger": { de: "Ziel in der Buchhaltung", en: "Ledger target" },
  "setup.ledgerText": {
    de: "DATEV oder BMD mit Beraternummer und Konten: Dorthin gehen die Belege.",
    en: "DATEV or BMD with consultant number and accounts: the documents go there.",
  },
} as const satisfies Record<string, Entry>;
