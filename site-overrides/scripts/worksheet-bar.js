/* The bar above a worksheet: which packet this is, how far it is, where it is kept, and what can be
   done with it. A classic script. It shows what the controller says and calls what the controller
   offers.

     const bar = ProofpackBar.make(controller)
     bar.root        // a line with name and progress, which unfolds the rest
     bar.show({packets, done, of, state, isNew, tone, notices, orphans, locked}) */
const ProofpackBar = (() => {
  "use strict"

  const element = ProofpackControls.element
  const button = ProofpackControls.button

  function buttons(listed) {
    return element(
      "div",
      { className: "pp-actions" },
      listed.map(action => button(action[0], action[1], action[2]))
    )
  }

  // A notice: what is the case, in a sentence; if need be in lines below it; and what can be done.
  function notice(note) {
    const root = element("div", { className: `pp-notice pp-notice-${note.tone}` }, [
      element("p", { textContent: note.text }),
    ])
    if (note.lines) {
      root.append(
        element(
          "ul",
          {},
          note.lines.map(line => element("li", { textContent: line }))
        )
      )
    }
    if (note.actions) root.append(buttons(note.actions))
    return root
  }

  function textOf(value) {
    if (typeof value === "string") return value
    return JSON.stringify(value, null, 2)
  }

  function orphan(entry, controller) {
    const text = textOf(entry.value)
    const remove = button(
      "Delete",
      () => {
        controller.removeOrphan(entry)
      },
      "quiet"
    )
    const copy = button(
      "Copy",
      () => {
        controller.copy(text, copy)
      },
      "quiet"
    )
    copy.setAttribute("aria-label", `Copy: ${entry.at}`)
    remove.setAttribute("aria-label", `Delete: ${entry.at}`)
    return element("li", {}, [
      element("code", { textContent: entry.at }),
      element("pre", { textContent: text, tabIndex: 0 }),
      element("div", { className: "pp-actions" }, [copy, remove]),
    ])
  }

  // Redraws a box only if what it shows has changed, so that focus stays where it is.
  function redraw(box, shown, make) {
    const signature = JSON.stringify(shown, (key, value) =>
      typeof value === "function" ? "" : value
    )
    if (box.ppShown === signature) return
    box.ppShown = signature
    box.replaceChildren(...shown.map(make))
    box.hidden = shown.length === 0
  }

  function make(controller) {
    const id = `ws-${controller.schema.id}.bar`
    const name = controller.nameBinding.view
    const choose = element("select", {
      id: `${id}.packets`,
      className: "pp-input",
      autocomplete: "off",
    })
    const progress = element("progress", { attributes: { "aria-label": "Answered" } })
    const counted = element("span", { className: "pp-counted" })
    const state = element("p", { className: "pp-state", attributes: { role: "status" } })
    const fault = element("p", { className: "pp-fault", attributes: { role: "alert" } })
    const spoken = element("p", { className: "pp-unseen", attributes: { role: "status" } })
    const notices = element("div", { className: "pp-notices", hidden: true })
    const orphans = element("ul", { className: "pp-orphans" })
    const orphanBox = element("details", { className: "pp-orphan-box", hidden: true, open: true }, [
      element("summary", { textContent: "Answers without a field" }),
      element("p", {
        className: "pp-note",
        textContent:
          "No field of today's form takes these. They are kept, and leave with our records alone.",
      }),
      orphans,
    ])
    const packets = buttons([
      ["New", controller.create],
      ["Duplicate", controller.duplicate],
      ["Reset", controller.reset],
      ["Delete", controller.remove],
      ["Forget everything on this device", controller.forget, "quiet"],
    ])
    const hand = buttons([
      ["Import…", controller.askImport],
      ["Print", controller.print],
      ["Export…", controller.askExport, "main"],
    ])
    const switcher = element("div", { className: "pp-switch" }, [
      element("label", { htmlFor: choose.id, textContent: "Switch to" }),
      choose,
    ])
    const fold = button("", () => unfold(manage.hidden), "fold")
    const manage = element("div", { className: "pp-manage", id: `${id}.manage` }, [
      element("div", { className: "pp-bar-head" }, [
        element("div", { className: "pp-name" }, [
          element("label", { htmlFor: `${name.id}.input`, textContent: "Name of this packet" }),
          name.control.root,
          name.box,
        ]),
        switcher,
      ]),
      element("div", { className: "pp-bar-actions" }, [packets, hand]),
      element("p", {
        className: "pp-note",
        textContent:
          "What you type stays in this browser. Common shapes of keys, tokens and personal data are " +
          "looked for as you type. That does not catch every secret: read a packet before you hand it over.",
      }),
    ])
    const root = element("section", { className: "pp-bar", id }, [
      notices,
      element("div", { className: "pp-bar-line" }, [
        fold,
        element("p", { className: "pp-whole" }, [progress, counted]),
        state,
      ]),
      fault,
      manage,
      orphanBox,
      spoken,
    ])
    fold.setAttribute("aria-controls", manage.id)
    unfold(false)
    // Who is led to the name sees it.
    const { focus } = name.control
    name.control.focus = () => {
      unfold(true)
      focus()
    }
    root.setAttribute("aria-label", `Packet of ${controller.schema.title}`)
    if (controller.elsewhere) {
      const link = element("a", { href: controller.elsewhere, textContent: "The whole form" })
      const words = ` shows all ${controller.schema.parts.length} parts; this page shows some of them.`
      manage.append(element("p", { className: "pp-note" }, [link, words]))
    }
    function unfold(open) {
      manage.hidden = !open
      fold.setAttribute("aria-expanded", String(open))
    }
    choose.addEventListener("change", () => {
      const { pid } = controller.shown[choose.selectedIndex]
      controller.adopting(() => {
        controller.open(pid)
        choose.focus()
      })
    })

    return {
      root,
      tone: "good",
      say(text) {
        spoken.textContent = text
      },
      // What could not be done, until it is.
      warn(text) {
        fault.textContent = text
      },
      name,
      show(now) {
        // Of the names in the list only the text is set: no value gets into an attribute.
        redraw(choose, now.packets, packet => element("option", { textContent: packet.name }))
        choose.selectedIndex = now.packets.findIndex(packet => packet.active)
        switcher.hidden = now.packets.length < 2
        const active = now.packets.find(packet => packet.active)
        if (fold.textContent !== active.name) fold.textContent = active.name
        progress.max = Math.max(now.of, 1)
        progress.value = now.done
        counted.textContent = `${now.done} of ${now.of} answered`
        if (state.textContent !== now.state) state.textContent = now.state
        state.dataset.tone = this.tone = now.tone
        state.toggleAttribute("data-new", now.isNew)
        redraw(notices, now.notices, notice)
        redraw(orphans, now.orphans, entry => orphan(entry, controller))
        orphanBox.hidden = now.orphans.length === 0
        root.querySelectorAll(".pp-bar-actions button").forEach(control => {
          control.disabled =
            now.locked &&
            !/^(?:New|Delete|Forget everything on this device|Import…)$/u.test(control.textContent)
        })
      },
      focusNotice() {
        const first = notices.querySelector("button")
        if (first) first.focus()
      },
    }
  }

  return { make }
})()
