/* Worksheets that are filled in on the page. A classic script, and the only one of its kind that every
   page loads: where it finds parts of a worksheet it loads the rest, and takes care that nothing typed is
   lost when the page is left, put to sleep, printed, or swapped for another without a load.

   What it loads is scripts of this site, because a page that is opened from a folder may load nothing
   else. Nothing that is typed is in any address. */
var ProofpackPage = (function () {
  "use strict"

  var BASE = new URL("../", document.currentScript.src)
  // In the order in which they stand on one another.
  var SCRIPTS = [
    "secrets", "packet", "packet-adopt", "packet-judge", "packet-write", "packet-read",
    "worksheet-store", "worksheet-controls", "worksheet-findings", "worksheet-parts", "worksheet-lists",
    "worksheet-bar", "worksheet-dialogs", "worksheet-desk", "worksheet-sync", "worksheet-packets",
    "worksheet-notices",
  ]
  var loads = new Map()
  var desks = []
  var rules = null

  function load(path) {
    if (!loads.has(path)) {
      loads.set(path, new Promise(function (resolve, reject) {
        var script = document.createElement("script")
        script.src = new URL(path, BASE).href
        script.async = false // in order
        script.addEventListener("load", resolve)
        script.addEventListener("error", function () {
          loads.delete(path)
          reject(new Error("The script " + path + " of this site could not be loaded."))
        })
        document.head.append(script)
      }))
    }
    return loads.get(path)
  }

  // What has to be there before a text is read: YAML needs a library, which nothing else does.
  function reading(text) {
    var yaml = text.trimStart()[0] !== "{" && !/\(`packet`\):/u.test(text)
    return yaml && !self.jsyaml ? load("assets/vendor/js-yaml.umd.min.js") : Promise.resolve()
  }

  // --- mounting ------------------------------------------------------------------------------------

  // Above the first part, and above its heading where the part has none of its own.
  function place(bar, root) {
    var before = root.previousElementSibling
    var headed = !root.querySelector(".pp-part-title") && before && /^H[2-6]$/u.test(before.tagName)
    ;(headed ? before : root).before(bar)
  }

  // The page of the whole worksheet, as the navigation of this page spells it.
  function pageOf(worksheet) {
    var head = new URL("worksheets/" + worksheet, BASE).href
    var link = Array.from(document.links).find(function (one) {
      var rest = one.href.startsWith(head) ? one.href.slice(head.length) : "none"
      return /^(?:\.html|\/|\/index\.html)$/u.test(rest)
    })
    return link ? link.href : head + ".html"
  }

  function mount(worksheet, roots) {
    var sheet = self.ProofpackSheets[worksheet]
    var store = ProofpackStore.open(BASE.pathname, worksheet)
    rules = rules || ProofpackPacket.compile(self.ProofpackRules)
    var found = roots.filter(function (root, i) {
      var first = roots.findIndex(function (one) {
        return one.id === root.id
      })
      return first === i && partOf(sheet, root)
    })
    if (!found.length) return
    var fits = found.every(function (root) {
      return ProofpackParts.fits(root, partOf(sheet, root))
    })
    if (!fits) return failed(roots, new Error("The page and its script are of different days: load the page again."))
    var desk = new ProofpackDesk(sheet, rules, store)
    desk.elsewhere = found.length < sheet.parts.length ? pageOf(worksheet) : ""
    desk.bar = ProofpackBar.make(desk)
    desk.mounted = found.map(function (root) {
      return ProofpackParts.mount(root, partOf(sheet, root), desk.hooks)
    })
    place(desk.bar.root, found[0])
    desks.push(desk)
    desk.begin()
    follow()
  }

  function partOf(sheet, root) {
    return sheet.parts.find(function (one) {
      return one.id === root.dataset.part && one.kind === root.dataset.kind
    })
  }

  // A link to a field was followed before the field was a control: go there again.
  function follow() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (target && target.closest(".pp-live")) target.scrollIntoView()
  }

  function failed(roots, problem) {
    var notice = document.createElement("p")
    notice.className = "pp-notice pp-notice-warn"
    notice.textContent = "This worksheet can be read and printed, but not filled in here. " + problem.message
    roots[0].before(notice)
  }

  // A browser that cannot read a script goes on without what the script would have made.
  function able() {
    return ["Secrets", "Packet", "Store", "Parts", "Bar", "Desk"].every(function (name) {
      return self["Proofpack" + name]
    })
  }

  // Looks at the page as it is now: desks whose page has gone are put away, new parts are mounted.
  function visit() {
    desks = desks.filter(function (desk) {
      if (desk.bar.root.isConnected) return true
      desk.dispose()
      return false
    })
    var parts = new Map()
    document.querySelectorAll(".pp-part[data-worksheet]:not([data-found])").forEach(function (root) {
      root.dataset.found = ""
      var worksheet = root.dataset.worksheet
      parts.set(worksheet, (parts.get(worksheet) || []).concat([root]))
    })
    parts.forEach(function (roots, worksheet) {
      var needed = SCRIPTS.concat("worksheets/rules").map(function (name) {
        return load("assets/" + name + ".js")
      })
      // The version is in the address, so that a browser does not take an earlier one from its cache.
      needed.push(load("assets/worksheets/" + worksheet + ".js?v=" + roots[0].dataset.version))
      Promise.all(needed).then(
        function () {
          if (!able()) failed(roots, new Error("This browser is too old for it."))
          else if (roots[0].isConnected) mount(worksheet, roots)
        },
        function (problem) {
          failed(roots, problem)
        }
      )
    })
  }

  // --- leaving -------------------------------------------------------------------------------------

  function flush() {
    desks.forEach(function (desk) {
      desk.flush()
    })
  }

  // On paper a field shows all of its text, which a control cuts. The copies last as long as the print.
  function copied() {
    flush()
    document.querySelectorAll(".pp-live .pp-input, .pp-bar .pp-name .pp-input").forEach(function (box) {
      var held = box.closest(".pp-holds-secret")
      var copy = document.createElement("div")
      copy.className = "pp-printed"
      copy.textContent = held ? "(held back: it looks like a secret)" : box.value
      box.after(copy)
    })
    document.documentElement.classList.add("pp-printing")
  }

  function cleared() {
    document.documentElement.classList.remove("pp-printing")
    document.querySelectorAll(".pp-printed").forEach(function (one) {
      one.remove()
    })
  }

  function ask(event) {
    flush()
    var unsaved = desks.some(function (desk) {
      return desk.state === "none" || desk.state === "full"
    })
    if (unsaved) event.preventDefault()
  }

  // Browsers keep no page in memory that listens to this event, so it is heard only where it is needed.
  function guard() {
    window.addEventListener("beforeunload", ask)
  }

  function start() {
    window.addEventListener("pagehide", flush)
    window.addEventListener("beforeprint", copied)
    window.addEventListener("afterprint", cleared)
    document.addEventListener("visibilitychange", function () {
      if (document.visibilityState === "hidden") flush()
    })
    // A page that comes back from the browser's memory may be older than what is stored.
    window.addEventListener("pageshow", function (event) {
      if (!event.persisted) return
      desks.forEach(function (desk) {
        desk.heard(desk.pid)
      })
    })
    visit()
    // The theme says when it has swapped the page without a load. From a folder it never says anything.
    if (self.document$) self.document$.subscribe(visit)
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start)
  else start()
  return { reading: reading, flush: flush, guard: guard }
})()
