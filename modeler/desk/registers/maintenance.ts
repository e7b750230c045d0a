import { Wrench } from "lucide-react";
import { chosen, facts, instant, record, text, value } from "../member.ts";
import type { Register } from "../register.ts";
import { maintenanceFields, maintenanceRefusals } from "./around.ts";

const state = { de: "Stand", en: "State" };
const states = {
  planned: { de: "geplant", en: "planned", tone: "info" },
  running: { de: "läuft", en: "running", tone: "warn" },
  over: { de: "vorbei", en: "over" },
} as const;
const customer = record("customerId", { de: "Kunde", en: "Customer" }, { register: "customers", label: "customer" });
const asset = record("assetId", { de: "Gerät", en: "Asset" }, { register: "assets", label: "asset" });

/** When alerts are expected and open no ticket. */
export const maintenance: Register = {
  key: "maintenance",
  name: { de: "Wartungsfenster", en: "Maintenance windows" },
  one: { de: "Wartungsfenster", en: "Maintenance window" },
  icon: Wrench,
  path: "/api/maintenance-windows",
  id: "id",
  title: "reason",
  columns: [
    text("reason", "Was geschieht", "What is done"),
    text("customer", "Kunde", "Customer"),
    text("asset", "Gerät", "Asset"),
    instant("fromAt", "Von", "From"),
    instant("toAt", "Bis", "Until"),
    value("state", state, states),
  ],
  search: "browser",
  filters: [],
  customer: "customer",
  create: {
    method: "POST",
    path: "/api/maintenance-windows",
    permission: "desk.write",
    fields: [chosen("customerId", "customers", { de: "Kunde", en: "Customer", required: true }), ...maintenanceFields],
    refusals: maintenanceRefusals,
  },
  record: {
    path: "/api/maintenance-windows/:id",
    state: value("state", state, states),
    sections: [
      facts("Wartungsfenster", "Maintenance window", [
        customer,
        asset,
        instant("fromAt", "Von", "From"),
        instant("toAt", "Bis", "Until"),
      ]),
    ],
    actions: [
      {
        key: "end",
        name: { de: "Jetzt beenden …", en: "End now …" },
        text: {
          de: `Alarme eröffnen ab jetzt wieder Tickets. Ein Fenster, das noch nicht begonnen hat, entfällt ganz.`,
          en: `Alerts open tickets again from now on. A window that has not begun is taken back.`,
        },
        method: "POST",
        path: "/api/maintenance-windows/:id/end",
        permission: "desk.write",
        fields: [],
        when: { at: "state", is: ["planned", "running"] },
      },
    ],
  },
};
