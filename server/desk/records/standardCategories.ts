import type { createCategory } from "./house.ts";

type Category = Parameters<typeof createCategory>[1];

/**
 * What tickets are about in every house; parents before their children. The standard processes and their forms know these by
 * key, the rules for SLA and roadmap by theme.
 */
export const standardCategories: readonly Category[] = [
  { key: "incident", labelDe: "Störung", labelEn: "Incident" },
  { key: "request", labelDe: "Anfrage", labelEn: "Request" },
  {
    key: "incident:m365",
    labelDe: "Störung Microsoft 365",
    labelEn: "Microsoft 365 incident",
    parent: "incident",
    defaultSkill: "m365",
  },
  {
    key: "incident:endpoint",
    labelDe: "Störung Arbeitsplatz",
    labelEn: "Endpoint incident",
    parent: "incident",
    defaultSkill: "hardware",
    alertDomains: ["hardware", "patch"],
    assetKinds: ["notebook", "desktop"],
  },
  {
    key: "incident:server",
    labelDe: "Störung Server",
    labelEn: "Server incident",
    parent: "incident",
    defaultSkill: "windows",
    alertDomains: ["availability", "script", "patch"],
    assetKinds: ["server"],
  },
  {
    key: "backup",
    labelDe: "Datensicherung",
    labelEn: "Backup",
    parent: "incident",
    defaultSkill: "backup",
    alertDomains: ["backup"],
  },
  {
    key: "hardware:outdated",
    labelDe: "Hardware veraltet",
    labelEn: "Outdated hardware",
    parent: "incident",
    defaultSkill: "hardware",
    roadmapTheme: "lifecycle",
  },
  {
    key: "capacity",
    labelDe: "Kapazitätsengpass",
    labelEn: "Capacity",
    parent: "incident",
    defaultSkill: "windows",
    roadmapTheme: "infrastructure",
    alertDomains: ["capacity"],
  },
  {
    key: "recurring",
    labelDe: "Wiederkehrende Störung",
    labelEn: "Recurring incident",
    parent: "incident",
    roadmapTheme: "stability",
  },
  {
    key: "security:finding",
    labelDe: "Sicherheitsempfehlung",
    labelEn: "Security finding",
    parent: "incident",
    defaultSkill: "security",
    roadmapTheme: "security",
    isSecurity: true,
  },
  {
    key: "security:incident",
    labelDe: "Sicherheitsvorfall",
    labelEn: "Security incident",
    parent: "incident",
    defaultSkill: "security",
    roadmapTheme: "security",
    isSecurity: true,
    alertDomains: ["security"],
  },
];
