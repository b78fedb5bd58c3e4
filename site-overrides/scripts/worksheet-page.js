/* Worksheets that are filled in on the page: where it finds parts of one it makes them controls,
   and takes care that nothing typed is lost when the page is left, put to sleep, printed, or
   swapped for another without a load.

   The page's script tag names the rules and the worksheets that it needs, each with its digest, and
   the guide that it is, with the digest of its words.
   They are scripts, because a page that is opened from a folder may load nothing else. Nothing that
   is typed is in any address. */
const ProofpackPage = (() => {
  "use strict"

  const TAG = /** @type {HTMLScriptElement} */ (document.currentScript)
  const BASE = new URL("../../", TAG.src)
  const loads = new Map()
  let controllers = []
  let rules = null

  /** @returns {any[]} the elements of the page that a selector names */
  function all(selector) {
    return Array.from(document.querySelectorAll(selector))
  }

  function load(path) {
    if (!loads.has(path)) {
      loads.set(
        path,
        new Promise((resolve, reject) => {
          const script = document.createElement("script")
          script.src = new URL(path, BASE).href
          script.async = false // in order
          script.addEventListener("load", resolve)
          script.addEventListener("error", () => {
            loads.delete(path)
            reject(new Error(`The script ${path} of this site could not be loaded.`))
          })
          document.head.append(script)
        })
      )
    }
    return loads.get(path)
  }

  // The rules, ready for packets, with what judges by them; and the dialogs, with what fits a packet to
  // today's worksheet. All is loaded when somebody begins to fill in or has begun, and not to read.
  function needRules() {
    const raw = load(`assets/worksheets/${TAG.dataset.rules}`)
    return Promise.all([handover(), raw]).then(
      ([dialogs]) => (rules ||= dialogs.compile(Proofpack.rules))
    )
  }

  function handover() {
    return load(`assets/worksheets/${TAG.dataset.handover}`).then(() => Proofpack.dialogs)
  }

  // The readers of what is pasted, and the rules that take secrets out of it first.
  function pasted(controller, given, box) {
    Promise.all([needRules(), load(`assets/worksheets/${TAG.dataset.paste}`)]).then(
      ([ready]) => controller.ready(() => Proofpack.paste.take(controller, given, box, ready)),
      problem => box.say(problem.message)
    )
  }

  function begun(event) {
    if (!event.target.closest(".pp-live, .pp-bar, .pp-paste, .pp-dock")) return
    document.removeEventListener("focusin", begun)
    needRules().catch(() => {}) // who needs them then is told
  }

  // --- mounting ----------------------------------------------------------------------------------

  // Above the first part, and above its heading where the part has none of its own; but not above that of a
  // step, to which a link may have led.
  function place(bar, root) {
    const before = root.previousElementSibling
    const titled = root.querySelector(".pp-part-title") || root.matches(".pp-pair")
    const headed = !titled && before && /^H[2-6]$/u.test(before.tagName)
    ;(headed ? before : root).before(bar)
  }

  function mount(worksheet, roots) {
    const schema = withThisGuide(Proofpack.schemas[worksheet])
    const store = ProofpackStore.open(BASE.pathname, worksheet)
    const mounts = roots.filter((root, i) => {
      const first = roots.findIndex(other => other.id === root.id)
      return first === i && partOf(schema, root)
    })
    if (!mounts.length) return
    const fits = mounts.every(root => ProofpackParts.fits(root, partOf(schema, root)))
    if (!fits)
      return failed(
        roots,
        new Error("The page and its script are of different days: load the page again.")
      )
    const controller = new ProofpackWorksheet(schema, rules, store)
    controller.elsewhere =
      mounts.length < schema.parts.length ? ProofpackStore.pageOf(BASE, worksheet) : ""
    controller.bar = ProofpackBar.make(controller)
    controller.mounted = mounts.map(root =>
      ProofpackParts.mount(root, partOf(schema, root), controller.hooks)
    )
    place(controller.bar.root, mounts.map(ProofpackStep.beside)[0])
    const box = ProofpackPasteBox.make(`ws-${worksheet}.paste`, (given, there) =>
      pasted(controller, given, there)
    )
    controller.bar.root.after(box.root)
    box.offer(
      ProofpackStore.everything(BASE.pathname).filter(stored => stored.worksheet !== worksheet)
    )
    controller.dock = ProofpackDock.make(controller, box)
    controller.bar.root.parentElement.append(controller.dock.root)
    controllers.push(controller)
    controller.begin()
    follow()
  }

  function partOf(schema, root) {
    return schema.parts.find(
      part => part.id === root.dataset.part && part.kind === root.dataset.kind
    )
  }

  // A link to a field was followed before the field was a control: go there again.
  function follow() {
    const target = location.hash && document.getElementById(anchor())
    if (target && target.closest(".pp-live")) target.scrollIntoView()
  }

  // What an address names, which anybody may have written.
  function anchor() {
    try {
      return decodeURIComponent(location.hash.slice(1))
    } catch {
      return ""
    }
  }

  function failed(roots, problem) {
    const notice = document.createElement("p")
    notice.className = "pp-notice pp-notice-warn"
    notice.textContent = `This form can be read and printed, but not filled in here. ${problem.message}`
    roots[0].before(notice)
  }

  // Looks at the page as it is now: controllers whose page has gone are put away, new parts are
  // mounted.
  function visit() {
    const left = controllers.some(controller => controller.isUnjudged())
    controllers = controllers.filter(controller => {
      if (controller.bar.root.isConnected) return true
      controller.dispose()
      return false
    })
    const parts = new Map()
    all(".pp-part[data-worksheet]:not([data-found])").forEach(root => {
      root.dataset.found = ""
      const worksheet = root.dataset.worksheet
      parts.set(worksheet, (parts.get(worksheet) || []).concat([root]))
    })
    const wanted = addresses()
    parts.forEach((roots, worksheet) => {
      const isStored = () => ProofpackStore.open(BASE.pathname, worksheet).list().length > 0
      const loaded = load(wanted.get(`${worksheet}.js`))
      const needed = Promise.all([loaded, (left || isStored()) && needRules()])
      // Another tab may have stored a packet meanwhile.
      const ready = needed.then(() => isStored() && needRules())
      ready.then(
        () => {
          if (roots[0].isConnected) mount(worksheet, roots)
        },
        problem => failed(roots, problem)
      )
    })
  }

  // What the script tags of this page name, by name: the address with its digest.
  function addresses() {
    const named = all("script[data-worksheets]").flatMap(tag => tag.dataset.worksheets.split(" "))
    return new Map(named.map(path => [path.split("?")[0], `assets/worksheets/${path}`]))
  }

  // A schema with the digest of this guide as the page has it: its script may be older than the page.
  function withThisGuide(schema) {
    all("script[data-guide]").forEach(tag => {
      const [id, digest] = tag.dataset.guide.split(" ")
      schema.guides.filter(guide => guide.id === id).forEach(guide => (guide.digest = digest))
    })
    return schema
  }

  // --- leaving -----------------------------------------------------------------------------------

  function flush() {
    controllers.forEach(controller => {
      controller.flush()
    })
  }

  // On paper a field shows all of its text, which a control cuts, and above the parts stands when and
  // from where it was printed. The copies last as long as the print. A packet is kept short; a blank has
  // all the help, and lines to write on with nothing on them. What stays inside is on no paper.
  function copied() {
    flush()
    const unjudged = controllers.some(controller => controller.isUnjudged())
    const written = unjudged || controllers.some(controller => controller.state !== "new")
    // What was judged was judged with what is handed over: here it is.
    const words = controllers.flatMap(({ schema, packet }) =>
      written && !unjudged ? Proofpack.dialogs.internalTexts(schema, packet) : []
    )
    function isInside(box) {
      const named = box.closest(".pp-name") && words.some(word => box.value.includes(word))
      return box.closest("[data-inside]") || named
    }
    all(".pp-live .pp-input, .pp-bar .pp-name .pp-input").forEach(box => {
      const held = box.closest(".pp-holds-secret")
      const copy = document.createElement("div")
      copy.className = "pp-printed"
      copy.textContent = held ? "(held back: it looks like a secret)" : box.value
      if (box.value && isInside(box)) copy.textContent = "(stays inside)"
      if (unjudged && box.value) copy.textContent = "(held back: not yet looked at for secrets)"
      if (!written) {
        // What a field begins with is no answer on paper: it stands above the line, if it is no placeholder.
        const usual = isInside(box) || /^(?:<.*>|Packet 1)?$/u.test(box.value) ? "" : box.value
        copy.textContent = ""
        if (usual) copy.dataset.usual = `Usually ${usual}`
      }
      if (!written && box.localName === "textarea" && box.rows > 1) {
        copy.classList.add("pp-printed-long")
        copy.append(...["", "", ""].map(() => document.createElement("div")))
      }
      box.after(copy)
    })
    controllers.forEach(printedHead)
    document.documentElement.classList.add("pp-printing")
    document.documentElement.classList.toggle("pp-printing-packet", written)
  }

  function printedHead(controller) {
    const { made: begun, version } = controller.packet
    const now = new Date().toISOString()
    const head = document.createElement("p")
    head.className = "pp-printed pp-printed-head"
    head.textContent = [
      `Printed ${now.slice(0, 10)} ${now.slice(11, 16)} UTC`,
      begun ? `begun ${begun}` : "a blank",
      `version ${version} of the worksheet`,
      location.href.split(/[?#]/u)[0],
    ].join(", ")
    controller.bar.root.append(head)
  }

  function cleared() {
    document.documentElement.classList.remove("pp-printing", "pp-printing-packet")
    document.querySelectorAll(".pp-printed").forEach(element => {
      element.remove()
    })
  }

  function ask(event) {
    flush()
    if (controllers.some(isUnsaved)) event.preventDefault()
  }

  function isUnsaved(controller) {
    return controller.isUnjudged() || controller.state === "none" || controller.state === "full"
  }

  // Browsers keep no page in memory that listens to this event, so it is heard only where it is
  // needed.
  function guard() {
    if (controllers.some(isUnsaved)) window.addEventListener("beforeunload", ask)
    else window.removeEventListener("beforeunload", ask)
  }

  function start() {
    document.addEventListener("focusin", begun)
    window.addEventListener("pagehide", flush)
    window.addEventListener("beforeprint", copied)
    window.addEventListener("afterprint", cleared)
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") flush()
    })
    // A page that comes back from the browser's memory may be older than what is stored.
    window.addEventListener("pageshow", event => {
      if (!event.persisted) return
      controllers.forEach(controller => {
        controller.heard(controller.pid)
      })
    })
    visit()
    // The theme says when it has swapped the page without a load. From a folder it never says
    // anything.
    if (self.document$) self.document$.subscribe(visit)
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start)
  else start()
  return { needRules, handover, load, flush, guard }
})()
