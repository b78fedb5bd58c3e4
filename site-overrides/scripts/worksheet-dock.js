/* What stays in sight while somebody fills in: what is left of required answers and of checklists, the way to
   the next of it, where the packet is kept, and the ways out; with shortcuts, all of which take a modifier. A
   classic script.

     const dock = ProofpackDock.make(controller, box)   // box: where one pastes
     dock.root, dock.show(state, tone), dock.dispose() */
const ProofpackDock = (() => {
  "use strict"

  const element = ProofpackControls.element
  const button = ProofpackControls.button
  const IDS = "pp-with-ids"
  const SUPPORT = "Copy for support"
  const KEEP = "Keep for our records"

  // What is open on the page, in the order in which it is asked for: answers that are wrong or not there yet,
  // then checklists. An answer that follows a decision is asked for where that stands.
  function open(controller) {
    const views = controller.views()
    const left = views.filter(view => view.isOpen())
    const fields = left.filter(view => view.field).map(view => controller.decisionOf(view))
    return {
      faults: views.filter(view => view.shown.some(finding => finding.level === "error")),
      answers: [...new Set(fields)],
      items: left.filter(view => !view.field),
    }
  }

  // The next of them behind a place that it has not led to yet, then what stands before that place: answers,
  // then items, or items first on a checklist. What is left as it is holds nobody up.
  function next({ faults, answers, items }, here, passed) {
    const from = here && here.isConnected ? here : document.body
    const fields = [...new Set([...faults, ...answers])].sort((first, second) =>
      rootOf(first).compareDocumentPosition(rootOf(second)) & 4 ? -1 : 1
    )
    if (passed.among !== fields.length) passed.views.clear() // an answer was given, or is asked for anew
    passed.among = fields.length
    for (const listed of from.closest(".pp-checklist") ? [items, fields] : [fields, items]) {
      const left = listed.filter(view => !passed.views.has(view))
      const view = left.find(view => from.compareDocumentPosition(rootOf(view)) & 4) || left[0]
      if (view) return view
    }
    passed.views.clear()
    return fields[0] || items[0]
  }

  function rootOf(view) {
    return view.root || view.control.root
  }

  // What the shortcuts do, by the key that stands with Alt and Shift.
  /** @returns {[string, string, () => void][]} */
  function commands(controller, box, onward) {
    return [
      ["N", "Next of what is left", onward],
      ["V", "Paste", () => toPaste(box)],
      ["T", "Event now", () => event(controller)],
      ["M", "Copy the message", () => message(controller)],
      ["S", SUPPORT, () => controller.askExport(0)],
      ["R", KEEP, () => controller.askExport(1)],
      ["B", "To the bar of the packet", () => controller.nameBinding.view.control.focus()],
    ]
  }

  function toPaste(box) {
    box.root.scrollIntoView({ block: "center" })
    box.focus()
  }

  function message(controller) {
    const button = document.querySelector(".pp-part-message .pp-button")
    if (button instanceof HTMLElement) button.click()
    else controller.bar.say("This page has no message.")
  }

  // The time now in the first list of events on the page.
  function event(controller) {
    const button = document.querySelector(".pp-event-now")
    if (button instanceof HTMLElement) button.click()
    else controller.bar.say("This page has no list of events.")
  }

  function named(element, label) {
    element.setAttribute("aria-label", label)
    element.title = label
    return element
  }

  // What is open on the whole worksheet, and not on this page.
  function elsewhere(controller) {
    const here = controller.mounted.map(binding => binding.part)
    const { schema, packet } = controller
    return ProofpackPacket.left(schema, packet, part => !here.includes(part))
  }

  function make(controller, box) {
    /** @type {Element | null} where somebody was last, in the form */
    let here = null
    const passed = { among: 0, views: new Set() }
    const listed = commands(controller, box, goOn)
    const state = element("p", { className: "pp-dock-state" })
    const count = element("p", { className: "pp-dock-left" })
    const onward = button("Next", goOn, "main")
    onward.setAttribute("aria-keyshortcuts", "Alt+Shift+N")

    function goOn() {
      const view = next(open(controller), here, passed)
      if (!view) {
        const { answers, items } = elsewhere(controller)
        return location.assign(controller.placeOf([...answers, ...items][0]).href)
      }
      passed.views.add(view)
      controller.reveal(view)
      here = rootOf(controller.decisionOf(view))
    }
    function been(event) {
      if (event.target.closest(".pp-live")) here = event.target
    }
    document.addEventListener("focusin", been)
    const ids = button("ids", () => {
      const shown = document.documentElement.classList.toggle(IDS)
      ids.setAttribute("aria-pressed", String(shown))
    })
    ids.setAttribute("aria-label", "Show ids")
    ids.setAttribute("aria-pressed", String(document.documentElement.classList.contains(IDS)))
    const keys = button("?", () => controller.ask(dialogs => dialogs.shortcuts(controller, listed)))
    keys.setAttribute("aria-label", "Shortcuts")
    const root = element("div", { className: "pp-dock" }, [
      element("div", { className: "pp-dock-words" }, [count, state]),
      onward,
      button("Paste", () => toPaste(box)),
      named(
        button("Copy…", () => controller.askExport(0)),
        SUPPORT
      ),
      named(
        button("Keep…", () => controller.askExport(1)),
        KEEP
      ),
      ids,
      keys,
    ])
    // Who only reads a guide needs no bar: it comes with the form.
    const seen = new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting)) return
      root.hidden = false
      seen.disconnect()
    })
    root.hidden = true
    document.querySelectorAll(".pp-part, .pp-bar").forEach(part => seen.observe(part))
    root.setAttribute("role", "group")
    root.setAttribute("aria-label", `Stays in sight: ${controller.schema.title}`)

    function pressed(event) {
      if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return
      const action = listed.find(action => event.code === `Key${action[0]}`)
      if (!action || document.querySelector("dialog[open]")) return
      event.preventDefault()
      action[2]()
    }
    document.addEventListener("keydown", pressed)

    return {
      root,
      show(words, tone) {
        state.textContent = words.replace(/\. [^]*$|\.$/u, "")
        state.dataset.tone = tone
        const here = open(controller)
        const there = elsewhere(controller)
        const isHere = Object.values(here).some(({ length }) => length)
        const isThere = Object.values(there).some(({ length }) => length)
        const phrase = ProofpackPacket.leftInWords(isHere ? here : there)
        const where = !isThere ? "" : isHere ? ", and more on the whole form" : " on the whole form"
        count.textContent = phrase[0].toUpperCase() + phrase.slice(1) + where
        onward.disabled = !isHere && !isThere
        // Who has typed nothing yet needs little of it.
        root.classList.toggle("pp-dock-small", controller.state === "new" && tone === "good")
      },
      dispose() {
        document.removeEventListener("keydown", pressed)
        document.removeEventListener("focusin", been)
        seen.disconnect()
        root.remove()
      },
    }
  }

  return { make }
})()
