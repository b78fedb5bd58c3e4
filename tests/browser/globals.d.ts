// What the scripts find on a page: data of the site, a vendored library, and what the theme offers.
declare const jsyaml: any
declare const Proofpack: { rules: any; schemas: Record<string, any>; page?: unknown; dialogs?: any; paste?: any; pasteStart?: any; box?: any; open?: any; sheets?: any; files?: any }
declare const ProofpackConstants: any
interface Window {
  Proofpack?: any
  ProofpackBuild?: { day: string; commit: string; changed: boolean; address: string; version: string }
  jsyaml?: unknown
  document$?: { subscribe(visit: () => void): void }
  __md_scope: URL
  __md_hash(text: string): number
  __md_get(name: string, storage?: Storage, scope?: URL): any
  __md_set(name: string, value: unknown, storage?: Storage, scope?: URL): void
}
