import { PackageCheck } from "lucide-react";
import type { Register } from "../register.ts";
import { flag, instant, money, record, text } from "../member.ts";

/** What was ordered; the positions stand in the quote. */
export const orders: Register = {
  key: "orders",
  name: { de: "Aufträge", en: "Orders" },
  one: { de: "Auftrag", en: "Order" },
  icon: PackageCheck,
  path: "/api/orders",
  id: "number",
  title: "number",
  columns: [
    text("number", "Nummer", "Number"),
    text("customer", "Kunde", "Customer"),
    record("quoteNumber", { de: "Angebot", en: "Quote" }, { register: "quotes" }),
    flag("isPartial", "Teilauftrag", "Partial"),
    money("onceCents", "Einmalig", "One-off"),
    money("monthlyCents", "Im Monat", "A month"),
    text("contractNumber", "Vertrag", "Contract"),
    instant("createdAt", "Erteilt", "Placed"),
  ],
  search: "browser",
  filters: [],
  customer: "customer",
};
