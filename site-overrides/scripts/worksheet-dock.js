/* What stays in sight while somebody fills in: where the packet is kept, how many required answers are
   left, the way to the next one, and the ways out; with shortcuts, all of which take a modifier. A classic
   script.

     const dock = ProofpackDock.make(controller, box)   // box: where one pastes
     dock.root, dock.show(state, tone), dock.dispose() */
const ProofpackDock = (() => {
  "use strict"

  const element = ProofpackControls.element
  const button = ProofpackControls.button
  const IDS = "pp-with-ids"

  function left(controller) {
    return controller.views().filter(view => view.isOpen())
  }

  // The first required answer that is left behind what has the focus, or else the first of all.
  function next(controller) {
    const open = left(controller)
    const from = document.activeElement
    const behind = open.find(
      view => from && from.compareDocumentPosition(view.root) & 4 && !view.root.contains(from)
    )
    const found = from && from.closest(".pp-live") ? behind : null
    if (open.length) controller.reveal(found || open[0])
  }

  // What the shortcuts do, by the key that stands with Alt and Shift.
  /** @returns {[string, string, () => void][]} */
  function commands(controller, box) {
    return [
      ["N", "Next required answer", () => next(controller)],
      ["V", "Paste", () => toPaste(box)],
      ["T", "Event now", () => event(controller)],
      ["M", "Copy the message", () => message(controller)],
      ["S", "Hand over for support", () => controller.askExport(0)],
      ["R", "Hand over for our records", () => controller.askExport(1)],
      ["B", "To the bar of the packet", () => controller.nameBinding.view.control.focus()],
    ]
  }

  function toPaste(box) {
    box.root.scrollIntoView({ block: "center" })
    box.focus()
  }

  function message(controller) {
    const found = document.querySelector(".pp-part-message .pp-button")
    if (found instanceof HTMLElement) found.click()
    else controller.bar.say("This page has no message.")
  }

  // The time now in the first list of events on the page.
  function event(controller) {
    const found = document.querySelector(".pp-event-now")
    if (found instanceof HTMLElement) found.click()
    else controller.bar.say("This page has no list of events.")
  }

  function named(one, label) {
    one.setAttribute("aria-label", label)
    return one
  }

  function make(controller, box) {
    const listed = commands(controller, box)
    const state = element("span", { className: "pp-dock-state" })
    const onward = button("", () => next(controller), "main")
    onward.setAttribute("aria-keyshortcuts", "Alt+Shift+N")
    const ids = button("ids", () => {
      const shown = document.documentElement.classList.toggle(IDS)
      ids.setAttribute("aria-pressed", String(shown))
    })
    ids.setAttribute("aria-label", "Show ids")
    ids.setAttribute("aria-pressed", String(document.documentElement.classList.contains(IDS)))
    const keys = button("?", () => controller.ask(dialogs => dialogs.shortcuts(controller, listed)))
    keys.setAttribute("aria-label", "Shortcuts")
    const root = element("div", { className: "pp-dock" }, [
      state,
      onward,
      button("Paste", () => toPaste(box)),
      named(
        button("Support…", () => controller.askExport(0)),
        "Hand over for support"
      ),
      named(
        button("Records…", () => controller.askExport(1)),
        "Hand over for our records"
      ),
      ids,
      keys,
    ])
    // Who only reads a guide needs no bar: it comes with the form.
    const seen = new IntersectionObserver(entries => {
      if (!entries.some(one => one.isIntersecting)) return
      root.hidden = false
      seen.disconnect()
    })
    root.hidden = true
    document.querySelectorAll(".pp-part, .pp-bar").forEach(part => seen.observe(part))
    root.setAttribute("role", "group")
    root.setAttribute("aria-label", `Stays in sight: ${controller.schema.title}`)

    function pressed(event) {
      if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return
      const found = listed.find(one => event.code === `Key${one[0]}`)
      if (!found || document.querySelector("dialog[open]")) return
      event.preventDefault()
      found[2]()
    }
    document.addEventListener("keydown", pressed)

    return {
      root,
      show(words, tone) {
        const count = left(controller).length
        state.textContent = words.replace(/\. [^]*$|\.$/u, "")
        state.dataset.tone = tone
        const told = count ? `${count} required left: next` : "Nothing required is left"
        const [first, rest] = told.split("required ")
        onward.replaceChildren(first, element("span", { textContent: "required " }), rest)
        onward.setAttribute("aria-label", told)
        onward.disabled = count === 0
      },
      dispose() {
        document.removeEventListener("keydown", pressed)
        seen.disconnect()
        root.remove()
      },
    }
  }

  return { make }
})()
