/** What a reader of an evidence package is told. */
export const readme = {
  de: `Nachweispaket aus Ablauf

events.jsonl     ein Ereignis je Zeile, vollständige Ströme vom ersten Ereignis an. Der Hash eines Ereignisses ist SHA-256 über
                 den vorigen Hash, einen Zeilenvorschub und das kanonische JSON (RFC 8785) von streamId, seq, at, type,
                 actor, requestId und data.
proofs.json      je Strom: bis zu welchem Ereignis ihn welches Siegel deckt, und der Weg zur Wurzel des Merkle-Baums
                 (RFC 9162, Blatt = SHA-256 über 0x00 und das kanonische JSON von streamId, seq und hash).
seals/           die Siegel: signierter Text (.json), Signatur Ed25519 (.sig, Base64), öffentlicher Schlüssel (.pem) und,
                 wo vorhanden, der Zeitstempel nach RFC 3161 (.tsr). Jedes Siegel nennt den SHA-256 des vorigen.
models/, rules/  die Fassungen der Prozesse (BPMN 2.0 XML und Bild) und Regelwerke, nach denen verfahren wurde.
decisions.jsonl  jede Entscheidung mit Fakten und Begründung.
files.json       Anlagen des Vorgangs mit Namen und SHA-256.
manifest.json    SHA-256 jeder Datei; manifest.sig ist die Signatur darüber, public-key.pem der Schlüssel.

Prüfen ohne Server:        npx ablauf verify PAKET.zip
Zeitstempel prüfen:        openssl ts -verify -in seals/NNNNNNNN.tsr -data seals/NNNNNNNN.json -CAfile TSA.pem
Vergleichen Sie den Schlüssel mit dem, den Ihnen der Betreiber auf anderem Weg gegeben hat.
`,
  en: `Evidence package from Ablauf

events.jsonl     one event a line, whole streams from their first event. The hash of an event is SHA-256 over the hash before,
                 a line feed and the canonical JSON (RFC 8785) of streamId, seq, at, type, actor, requestId and data.
proofs.json      for each stream: up to which event which seal covers it, and the way to the root of the Merkle tree
                 (RFC 9162, leaf = SHA-256 over 0x00 and the canonical JSON of streamId, seq and hash).
seals/           the seals: signed text (.json), Ed25519 signature (.sig, base64), public key (.pem) and, where there is one,
                 the RFC 3161 time stamp (.tsr). Every seal names the SHA-256 of the one before.
models/, rules/  the versions of processes (BPMN 2.0 XML and picture) and rule sets that were followed.
decisions.jsonl  every decision with its facts and reasons.
files.json       attachments of the case by name and SHA-256.
manifest.json    SHA-256 of every file; manifest.sig is the signature over it, public-key.pem the key.

Check without a server:    npx ablauf verify PACKAGE.zip
Check a time stamp:        openssl ts -verify -in seals/NNNNNNNN.tsr -data seals/NNNNNNNN.json -CAfile TSA.pem
Compare the key with the one that the operator gave you in another way.
`,
} as const;
