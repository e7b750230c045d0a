import type { Invoice } from "../einvoice/model.ts";
import { writeInvoice } from "../einvoice/files.ts";
import { invoiceLetter } from "./invoice.ts";
import type { PaperWords } from "./letterhead.ts";
import { renderLetter } from "./letter.ts";
import type { Fonts } from "./paper.ts";

/**
 * An invoice for people and machines in one file: ZUGFeRD 2 / Factur-X 1, profile EN 16931, a PDF/A-3 with
 * `factur-x.xml` within. Both halves are written from one invoice and cannot say different things.
 */
export function renderZugferd(invoice: Invoice, words: PaperWords, fonts: Fonts): Promise<Uint8Array> {
  return renderLetter(invoiceLetter(invoice, words), fonts, {
    name: "factur-x.xml",
    bytes: writeInvoice(invoice, "cii"),
    description: words.language === "de" ? "Rechnung nach EN 16931" : "Invoice after EN 16931",
    xmp: description,
  });
}

const property = (name: string, description: string): string =>
  `<rdf:li rdf:parseType="Resource"><pdfaProperty:name>${name}</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>${description}</pdfaProperty:description></rdf:li>`;

/** What Factur-X wants in the metadata, with the extension schema that PDF/A demands for it. */
const description = `
<rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">
<fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>factur-x.xml</fx:DocumentFileName><fx:Version>1.0</fx:Version><fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema><pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>${[
  property("DocumentFileName", "The name of the embedded XML document"),
  property("DocumentType", "The type of the hybrid document in capital letters, e.g. INVOICE or ORDER"),
  property("Version", "The actual version of the standard applying to the embedded XML document"),
  property("ConformanceLevel", "The conformance level of the embedded XML document"),
].join("")}</rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`;
