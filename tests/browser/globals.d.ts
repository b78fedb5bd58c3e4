// What the scripts find on a page: data of the site, a vendored library, and what the theme offers.
declare const jsyaml: any
interface Window {
  ProofpackPage?: unknown
  jsyaml?: unknown
  ProofpackRules: any
  ProofpackConstants: any
  ProofpackSheets: Record<string, any>
  document$?: { subscribe(visit: () => void): void }
}
