/* The dialogs of a worksheet: handing a packet over, and taking one in. A classic script.

     ProofpackDialogs.exporting(controller, number) // of a way out: formats to copy or download, or what an export waits for
     ProofpackDialogs.asking(controller, act) // whether to go on with open checklists, once
     ProofpackDialogs.importing(controller)   // a file or a text, and what it would change

   A dialog is made when it opens and gone when it closes, with all that was pasted into it.
   Loaded when it is needed: ProofpackPage.handover() says when it is there. */
const ProofpackDialogs = (() => {
  "use strict"

  const element = ProofpackControls.element
  const button = ProofpackControls.button
  // The two ways out: in a few words, without what stays inside; or whole.
  const WAYS = [
    {
      name: "Message for support",
      about: "The message and what else may leave. Nothing internal.",
      formats: [
        { name: "Markdown", form: "md", ending: "md", type: "text/markdown" },
        { name: "Plain text", form: "text", ending: "txt", type: "text/plain" },
        { name: "Slack", form: "slack", ending: "txt", type: "text/plain" },
        { name: "Jira", form: "jira", ending: "txt", type: "text/plain" },
      ],
    },
    {
      name: "Keep for our records",
      about: "Everything, with what it was pinned to. It can be imported again.",
      formats: [
        { name: "JSON", make: "toJSON", ending: "json", type: "application/json" },
        { name: "YAML", make: "toYAML", ending: "yaml", type: "application/yaml" },
      ],
    },
  ]
  const counted = ProofpackController.helpers.counted
  const SOME = 4 // open items of a checklist that are listed

  function open(controller, title, id) {
    const heading = element("p", {
      className: "pp-dialog-title",
      id: `${id}.title`,
      textContent: title,
    })
    const body = element("div", { className: "pp-dialog-body" })
    const dialog = element("dialog", { className: "pp-dialog", id }, [heading, body])
    dialog.setAttribute("aria-labelledby", heading.id)
    dialog.addEventListener("close", () => {
      dialog.remove()
    })
    controller.bar.root.append(dialog)
    dialog.showModal()
    return { dialog, body, heading }
  }

  function actions(children) {
    return element("div", { className: "pp-actions pp-dialog-actions" }, children)
  }

  function closing(dialog, text) {
    return button(text, () => {
      dialog.close()
    })
  }

  // --- handing over ------------------------------------------------------------------------------

  // Leads to an answer, on this page or on that of the whole worksheet.
  function leading(controller, dialog, at, words) {
    const place = controller.placeOf(at)
    const link = element("a", { href: place.href, textContent: words || place.label })
    link.addEventListener("click", event => {
      if (!place.view) return
      event.preventDefault()
      dialog.close()
      controller.reveal(place.view)
    })
    return link
  }

  function finding(controller, dialog, fault) {
    const link = leading(controller, dialog, fault.at)
    return element("li", {}, [link, `: ${fault.what}. ${fault.remedy}`])
  }

  function listed(controller, dialog, findings) {
    return element(
      "ul",
      { className: "pp-dialog-list" },
      findings.map(fault => finding(controller, dialog, fault))
    )
  }

  // What an export, a copy or a print waits for.
  function waiting(controller, holding, id) {
    const view = open(controller, "This packet is not ready to leave", id)
    const count = holding.length === 1 ? "1 finding" : `${holding.length} findings`
    view.body.append(
      element("p", { textContent: `It waits for ${count}. Each link leads to its field.` }),
      listed(controller, view.dialog, holding),
      actions([closing(view.dialog, "Close")])
    )
  }

  function formatChoice(offered, id, checked, choose) {
    const box = element("input", {
      type: "radio",
      name: `${id}.format`,
      id: `${id}.${offered.name}`,
    })
    box.autocomplete = "off"
    box.checked = checked
    box.addEventListener("change", () => {
      choose(offered)
    })
    const label = element("label", { htmlFor: box.id, textContent: offered.name })
    return element("div", { className: "pp-choice" }, [box, label])
  }

  function exporting(controller, number) {
    const id = `${controller.bar.root.id}.export`
    const judged = controller.judge()
    if (judged.holding.length) return waiting(controller, judged.holding, id)
    asking(controller, () => choosing(controller, number, judged.open, id))
  }

  // What was chosen last stays chosen: a format of each way out, and whether it was copied or saved.
  function choosing(controller, number, findings, id) {
    const view = open(controller, "", id)
    const chosen = (controller.chosen ||= { formats: [], act: "Copy", way: 0 })
    if (number !== undefined) chosen.way = number
    const first = chosen.formats[chosen.way] || WAYS[chosen.way].formats[0]
    let format = first
    const text = element("textarea", {
      className: "pp-input pp-input-code pp-export-text",
      id: `${id}.text`,
      readOnly: true,
      spellcheck: false,
      autocomplete: "off",
    })
    const state = element("p", { className: "pp-state", attributes: { role: "status" } })
    const fault = element("p", { className: "pp-fault", attributes: { role: "alert" } })

    function choose(picked) {
      format = picked
      chosen.way = WAYS.findIndex(way => way.formats.includes(picked))
      chosen.formats[chosen.way] = picked
      view.heading.textContent = `${WAYS[chosen.way].name}: “${controller.packet.name}”`
      save.textContent = `Download as .${picked.ending}`
      copy.textContent = `Copy as ${picked.name}`
      text.value = picked.form
        ? ProofpackPacket.toSupport(controller.schema, controller.packet, picked.form)
        : ProofpackPacket[picked.make](controller.schema, controller.packet)
      text.scrollTop = 0
      state.textContent = ""
      fault.textContent =
        !picked.form && ProofpackPacket.isTooBig(text.value)
          ? "This is over 1 MiB: it cannot be imported again, here or on the command line. Shorten an answer first."
          : ""
    }

    const ways = WAYS.map(way =>
      element("fieldset", { className: "pp-formats" }, [
        element("legend", { textContent: way.name }),
        element("p", { className: "pp-note", textContent: way.about }),
        ...(way === WAYS[0] ? [channel(controller.schema)] : []),
        ...way.formats.map(offered => formatChoice(offered, id, offered === first, choose)),
      ])
    )
    view.body.append(
      ...ways,
      element("label", { htmlFor: text.id, textContent: "The packet as it leaves" }),
      text,
      fault
    )
    const left = openItems(controller)
    const words = [
      ...(findings.length ? [findings.length === 1 ? "1 thing" : `${findings.length} things`] : []),
      ...(left.length ? ["open checklists"] : []),
    ]
    if (words.length) {
      view.body.append(
        element("details", {}, [
          element("summary", {
            textContent: `To look at: ${words.join(" and ")}. None of it holds the packet back.`,
          }),
          ...(left.length ? [openList(controller, view.dialog, left)] : []),
          ...(findings.length ? [listed(controller, view.dialog, findings)] : []),
        ])
      )
    }
    const acts = {
      Download() {
        ProofpackControls.download(text.value, fileName(controller, format), format.type)
        state.textContent = `Downloaded as ${format.name}.`
      },
      Copy() {
        ProofpackControls.copy(text.value, worked => {
          state.textContent = worked
            ? `Copied as ${format.name}.`
            : "Not copied: the browser refused."
        })
      },
    }
    const [save, copy] = Object.keys(acts).map(name =>
      button(
        name,
        () => {
          chosen.act = name
          acts[name]()
        },
        name === chosen.act ? "main" : ""
      )
    )
    view.body.append(
      actions([
        state,
        closing(view.dialog, "Close"),
        save,
        ...sharing(() => ({ title: controller.schema.title, text: text.value }), state),
        copy,
      ])
    )
    choose(format)
    ;(chosen.act === "Copy" ? copy : save).focus()
  }

  // Where a message goes: the provider's channel, if this site knows a page of it.
  function channel({ send_to: known }) {
    const where = known
      ? element("a", {
          href: known.url,
          textContent: known.title,
          target: "_blank",
          rel: "noopener",
        })
      : "your provider's support channel, not documented here."
    return element("p", { className: "pp-note pp-channel" }, ["Where to send it: ", where])
  }

  // The system's own way to share, where there is one.
  function sharing(given, state) {
    if (!navigator.share) return []
    const share = button("Share…", () => {
      navigator.share(given()).then(
        () => (state.textContent = "Shared."),
        problem => {
          state.textContent = problem.name === "AbortError" ? "" : "Not shared: the system refused."
        }
      )
    })
    return [share]
  }

  // The checklists of which items are open, each with these.
  function openItems(controller) {
    return ProofpackPython.modules.progress.open_items(controller.schema, controller.packet)
  }

  // Each with its first open items, which lead there, and how many there are besides.
  function openList(controller, dialog, left) {
    const lines = left.map(([part, items]) => {
      const some = items.slice(0, SOME)
      const more = items.length - some.length
      const links = some.map(entry =>
        element("li", {}, [leading(controller, dialog, `${part.id}.${entry.id}`, entry.label)])
      )
      if (more) links.push(element("li", { textContent: `and ${more} more` }))
      const head = `${part.title}: ${items.length} of ${counted(part.fields.length, "item")} open`
      return element("li", {}, [head, element("ul", {}, links)])
    })
    return element("ul", { className: "pp-dialog-list" }, lines)
  }

  // Does something with the packet. Where checklists are open, one question before it, once: Enter goes on.
  function asking(controller, act) {
    const left = controller.asked ? [] : openItems(controller)
    if (!left.length) return act()
    controller.asked = true
    const view = open(
      controller,
      "Hand it over with open checklists?",
      `${controller.bar.root.id}.open`
    )
    const count = left.reduce((sum, [, items]) => sum + items.length, 0)
    const go = button(
      `Go on with ${count} open`,
      () => {
        view.dialog.close()
        act()
      },
      "main"
    )
    view.body.append(
      openList(controller, view.dialog, left),
      actions([closing(view.dialog, "Back to the form"), go])
    )
    go.focus()
  }

  // Named after the incident, or else the worksheet, and its first time. For support, no name holds what
  // stays inside.
  function fileName(controller, format) {
    const { packet, schema } = controller
    const inside =
      format.form && internalTexts(schema, packet).some(text => packet.name.includes(text))
    const name = inside || /^Packet [0-9]+$/u.test(packet.name) ? schema.id : packet.name
    const time = timesOf(schema, packet)[0] || packet.made
    const stamp = time.slice(0, 16).replace("T", "-").replace(":", "")
    const bare = name
      .toLowerCase()
      .replace(/[^a-z0-9]+/gu, "-")
      .replace(/^-+|-+$/gu, "")
    return `${[bare.slice(0, 60) || schema.id, stamp].filter(Boolean).join("-")}.${format.ending}`
  }

  // The answers of fields of which something holds, as texts.
  function textsOf(fields, answers, within, holds) {
    return fields.flatMap(field => {
      const value = answers[field.id]
      const inside = within || holds(field)
      if (value === undefined) return []
      const entries = Array.isArray(value) ? value : [value]
      if (field.type === "group") {
        return entries.flatMap(entry => textsOf(field.fields, entry, inside, holds))
      }
      return inside ? entries : []
    })
  }

  function answersOf(schema, packet, holds) {
    return schema.parts.flatMap(part =>
      textsOf(part.fields, packet.answers[part.id] || {}, false, holds)
    )
  }

  function internalTexts(schema, packet) {
    return answersOf(schema, packet, field => field.sensitivity === "internal").filter(
      text => text.length > 2
    )
  }

  function timesOf(schema, packet) {
    return answersOf(schema, packet, field => field.type === "utc-time").sort()
  }

  // --- taking in ---------------------------------------------------------------------------------

  function shown(value) {
    if (value === undefined || value === "" || (Array.isArray(value) && !value.length))
      return "(nothing)"
    return typeof value === "string" ? value : JSON.stringify(value, null, 2)
  }

  function cell(name, heading, text) {
    const title = element(name, { textContent: text })
    title.dataset.heading = heading
    return title
  }

  function changes(controller, differences) {
    const head = element("thead", {}, [
      element(
        "tr",
        {},
        ["Field", "Now", "Then"].map(text => element("th", { scope: "col", textContent: text }))
      ),
    ])
    const rows = differences.map(difference => {
      const field = cell("th", "Field", difference.label || difference.at)
      field.scope = "row"
      return element("tr", {}, [
        field,
        cell("td", "Now", shown(difference.now)),
        cell("td", "Then", shown(difference.then)),
      ])
    })
    return element("div", { className: "pp-changes-box", tabIndex: 0 }, [
      element("table", { className: "pp-changes" }, [head, element("tbody", {}, rows)]),
    ])
  }

  // What has to be there before a text is read: YAML needs a library, which nothing else does.
  function reading(text) {
    const yaml = text.trimStart()[0] !== "{" && !/\(`packet`\):/u.test(text)
    return yaml && !self.jsyaml
      ? ProofpackPage.load("assets/proofpack-js-yaml.umd.min.js")
      : Promise.resolve()
  }

  // Reads a text as a packet of this worksheet, without its secrets.
  function taken(controller, content, name) {
    return reading(content).then(() => {
      const raw = ProofpackPacket.read(content, name)
      const other = raw.worksheet
      if (other && other !== controller.schema.id) {
        throw new Error(`This is a packet of ${other}; this is the form ${controller.schema.id}.`)
      }
      const adopted = ProofpackPacket.adopt(controller.schema, raw)
      const secrets = ProofpackPacket.judge(
        controller.schema,
        adopted.packet,
        controller.rules
      ).filter(finding => finding.holds)
      const notes = []
      if (secrets.length)
        notes.push(
          `${counted(secrets.length, "secret")} in it: redacted before anything is stored.`
        )
      if (adopted.moved.length)
        notes.push(`${counted(adopted.moved.length, "answer")} carried over to another name.`)
      const kept = adopted.packet.orphans.length
      if (kept) notes.push(`${counted(kept, "answer")} without a field: kept beside the packet.`)
      return {
        packet: ProofpackPacket.redacted(controller.schema, adopted.packet, controller.rules),
        notes,
      }
    })
  }

  function preview(controller, view, taken) {
    const differences = ProofpackPacket.difference(
      controller.schema,
      controller.packet,
      taken.packet
    )
    const count =
      differences.length === 1 ? "1 answer changes" : `${differences.length} answers change`
    const title = element("p", { tabIndex: -1, textContent: `“${taken.packet.name}”: ${count}.` })
    view.body.replaceChildren(title)
    taken.notes.forEach(note => {
      view.body.append(element("p", { className: "pp-note", textContent: note }))
    })
    if (differences.length) view.body.append(changes(controller, differences))
    view.body.append(
      actions([
        closing(view.dialog, "Cancel"),
        button("Keep both", () => {
          view.dialog.close()
          controller.add(taken.packet)
        }),
        button(
          "Replace this packet",
          () => {
            view.dialog.close()
            controller.replace(taken.packet, "import")
          },
          "main"
        ),
      ])
    )
    title.focus()
  }

  function importing(controller) {
    const id = `${controller.bar.root.id}.import`
    const view = open(controller, "Import a packet", id)
    const file = element("input", {
      type: "file",
      id: `${id}.file`,
      className: "pp-input",
      accept: ".json,.yaml,.yml,.txt",
    })
    const text = element("textarea", {
      className: "pp-input pp-input-code pp-export-text",
      id: `${id}.text`,
      spellcheck: false,
      autocomplete: "off",
    })
    const fault = element("p", {
      className: "pp-fault",
      id: `${id}.fault`,
      attributes: { role: "alert" },
    })
    text.setAttribute("aria-describedby", fault.id)

    function refuse(words) {
      fault.textContent = words
    }

    function take(content, name) {
      taken(controller, content, name).then(
        packet => {
          if (view.dialog.open) preview(controller, view, packet)
        },
        problem => {
          const message = controller.rules.secrets.redact(problem.message) // it may repeat what stands there
          refuse((problem.line ? `Line ${problem.line}: ` : "") + message)
        }
      )
    }

    file.addEventListener("change", () => {
      const chosen = file.files[0]
      if (!chosen) return
      if (ProofpackPacket.isTooBig(chosen))
        return refuse("This file is larger than 1 MiB. A packet is smaller.")
      chosen.text().then(
        content => {
          take(content, chosen.name)
        },
        () => {
          refuse("The browser could not read this file.")
        }
      )
    })
    view.body.append(
      element("p", {
        className: "pp-note",
        textContent:
          "JSON or YAML that was exported here or on the command line; Markdown is for people. It is read on this device.",
      }),
      element("label", { htmlFor: file.id, textContent: "A file" }),
      file,
      element("label", { htmlFor: text.id, textContent: "Or its text" }),
      text,
      fault,
      actions([
        closing(view.dialog, "Cancel"),
        button(
          "Show what changes",
          () => {
            if (text.value.trim()) take(text.value, "")
            else refuse("Choose a file, or paste the text of a packet.")
          },
          "main"
        ),
      ])
    )
    file.focus()
  }

  // It cannot be undone, so it is the one thing that is asked for twice.
  function forgetting(controller, forget) {
    const view = open(
      controller,
      "Forget everything on this device?",
      `${controller.bar.root.id}.forget`
    )
    const words =
      "All packets of all forms of this site are removed from this browser, in other tabs too. " +
      "This cannot be undone."
    const keep = closing(view.dialog, "Keep them")
    view.body.append(
      element("p", { textContent: words }),
      actions([
        keep,
        button(
          "Forget everything",
          () => {
            view.dialog.close()
            forget()
          },
          "main"
        ),
      ])
    )
    keep.focus()
  }

  // What the keys do, each with what stands with Alt and Shift.
  function shortcuts(controller, listed) {
    const rows = listed.flatMap(([key, what]) => [
      element("dt", {}, [element("kbd", { textContent: `Alt + Shift + ${key}` })]),
      element("dd", { textContent: what }),
    ])
    const view = open(controller, "Shortcuts", `${controller.bar.root.id}.keys`)
    const list = element("dl", { className: "pp-paste-facts" }, rows)
    view.body.append(list, actions([closing(view.dialog, "Close")]))
  }

  const { adopt, apart, compile } = ProofpackPacket
  return {
    adopt,
    apart,
    asking,
    compile,
    calendar: ProofpackCalendar,
    exporting,
    forgetting,
    importing,
    internalTexts,
    shortcuts,
    waiting,
  }
})()
