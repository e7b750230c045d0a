import type { DocumentationPort } from "../frame/ports.ts";
import { shortOf } from "./memory.ts";
import type { Memory } from "./memory.ts";

/** A documentation system that remembers pages and devices; nothing ever runs out there. */
export function simulatedDocumentation(memory: Memory): DocumentationPort {
  return {
    publish: async ({ reference, title, companyId }) => {
      await memory.attempt("publish article");
      const id = `SIM-${shortOf(reference)}`;
      await memory.write(`article/${id}`, { reference, title, companyId });
      return { id, url: null };
    },
    attach: async (articleId, { name, bytes }) => {
      await memory.attempt("attach file");
      const id = `SIM-${shortOf(`${articleId}/${name}`)}`;
      await memory.write(`upload/${id}`, { articleId, name, bytes: bytes.length });
      return { id };
    },
    saveAsset: async ({ externalId, companyId, name, serial, fields }) => {
      await memory.attempt("save asset");
      const id = externalId ?? `SIM-${shortOf(`${companyId}/${serial ?? name}`)}`;
      await memory.write(`asset/${id}`, { companyId, name, serial, fields });
      return { id };
    },
    relate: async (from, to) => {
      await memory.attempt("relate");
      await memory.write(`relation/${from.kind}/${from.id}/${to.kind}/${to.id}`, {});
    },
    expirations: async () => {
      await memory.attempt("read expirations");
      return [];
    },
  };
}
