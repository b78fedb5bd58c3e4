/* The packets that are open on this device, on a page that has a place for them. A classic script, loaded
   only where there is such a place and something is stored.

     ProofpackOpen.show(place, base)   // fills the place: name, worksheet, age, what is still required
     ProofpackOpen.read(place, given, base)  // loads what reads a paste, and hands it place and paste */
const ProofpackOpen = (() => {
  "use strict"

  /** @type {[string, number][]} */
  const UNITS = [
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ]

  // How long ago a time was, in its largest unit.
  function age(saved, now) {
    const seconds = Math.max(0, (now - Date.parse(saved)) / 1000)
    const unit = UNITS.find(unit => seconds >= unit[1])
    if (!unit) return "just now"
    const count = Math.floor(seconds / unit[1])
    return `${count} ${unit[0]}${count === 1 ? "" : "s"} ago`
  }

  function line(stored, schema, base, now) {
    const { packet, saved } = stored.envelope
    const link = document.createElement("a")
    link.href = ProofpackStore.pageOf(base, stored.worksheet)
    link.textContent = packet.name
    link.addEventListener("click", () => {
      ProofpackStore.open(base.pathname, stored.worksheet).activate(stored.pid)
    })
    const { left, leftInWords } = ProofpackPacket
    const required = schema ? leftInWords(left(schema, packet)) : ""
    const words = [packet.title, age(saved, now), required].filter(Boolean)
    const item = document.createElement("li")
    item.append(link, ` ${words.join(", ")}`)
    return item
  }

  function load(base, path, data) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script")
      script.src = new URL(path, base).href
      Object.assign(script.dataset, data)
      script.addEventListener("load", resolve)
      script.addEventListener("error", () =>
        reject(new Error(`The script ${path} of this site could not be loaded.`))
      )
      document.head.append(script)
    })
  }

  // Fills a place with what is stored; what a worksheet asks for is loaded for those alone.
  async function show(place, base) {
    const packets = ProofpackStore.everything(base.pathname).filter(
      stored => Proofpack.sheets[stored.worksheet]
    )
    const names = [...new Set(packets.map(stored => stored.worksheet))]
    const wanted = names.filter(name => !(Proofpack.schemas && Proofpack.schemas[name]))
    await Promise.allSettled(
      wanted.map(name => load(base, `assets/worksheets/${Proofpack.sheets[name].file}`))
    )
    const now = Date.now()
    const schemas = Proofpack.schemas || {}
    const title = document.createElement("p")
    title.className = "pp-part-title"
    title.textContent = "Open on this device"
    const list = document.createElement("ul")
    list.append(...packets.map(stored => line(stored, schemas[stored.worksheet], base, now)))
    place.replaceChildren(...(packets.length ? [title, list] : []))
  }

  // The page has no worksheet, and so no code of any.
  async function read(place, given, base) {
    const { code, paste, ...later } = Proofpack.files
    if (!Proofpack.page) await load(base, `assets/worksheets/${code}`, { paste, ...later })
    const { page } = /** @type {any} */ (Proofpack)
    const [rules] = await Promise.all([page.needRules(), page.load(`assets/worksheets/${paste}`)])
    Proofpack.pasteStart.start(place, given, base, rules)
  }

  return { show, read, age }
})()
