/* The dialogs of a worksheet: handing a packet over, and taking one in. A classic script.

     ProofpackDialogs.exporting(controller, number) // of a way out: formats to copy or download, or what an export waits for
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
      name: "For support",
      about: "The message and what else may leave. Nothing internal.",
      formats: [
        { name: "Markdown", form: "md", ending: "md", type: "text/markdown" },
        { name: "Plain text", form: "text", ending: "txt", type: "text/plain" },
        { name: "Slack", form: "slack", ending: "txt", type: "text/plain" },
        { name: "Jira", form: "jira", ending: "txt", type: "text/plain" },
      ],
    },
    {
      name: "For our records",
      about: "Everything, with what it was pinned to. It can be imported again.",
      formats: [
        { name: "JSON", make: "toJSON", ending: "json", type: "application/json" },
        { name: "YAML", make: "toYAML", ending: "yaml", type: "application/yaml" },
      ],
    },
  ]
  const counted = ProofpackController.helpers.counted
  const LARGEST_BYTES = 2 * 1024 * 1024

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
    return { dialog, body, id }
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

  function finding(controller, dialog, one) {
    const place = controller.placeOf(one.at)
    const link = element("a", { href: place.href, textContent: place.label })
    link.addEventListener("click", event => {
      if (!place.view) return
      event.preventDefault()
      dialog.close()
      controller.reveal(place.view)
    })
    return element("li", {}, [link, `: ${one.what}. ${one.remedy}`])
  }

  function listed(controller, dialog, findings) {
    return element(
      "ul",
      { className: "pp-dialog-list" },
      findings.map(one => finding(controller, dialog, one))
    )
  }

  // What an export, a copy or a print waits for.
  function waiting(controller, holding, id) {
    const made = open(controller, "This packet is not ready to leave", id)
    const count = holding.length === 1 ? "1 finding" : `${holding.length} findings`
    made.body.append(
      element("p", { textContent: `It waits for ${count}. Each link leads to its field.` }),
      listed(controller, made.dialog, holding),
      actions([closing(made.dialog, "Close")])
    )
  }

  function formatChoice(one, id, checked, choose) {
    const box = element("input", { type: "radio", name: `${id}.format`, id: `${id}.${one.name}` })
    box.autocomplete = "off"
    box.checked = checked
    box.addEventListener("change", () => {
      choose(one)
    })
    const label = element("label", { htmlFor: box.id, textContent: one.name })
    return element("div", { className: "pp-choice" }, [box, label])
  }

  function exporting(controller, number) {
    const id = `${controller.bar.root.id}.export`
    const judged = controller.judge()
    if (judged.holding.length) return waiting(controller, judged.holding, id)
    const left = controller.asked ? [] : openItems(controller)
    if (left.length) return asking(controller, left, `${id}.open`, number)
    const made = open(controller, `Export “${controller.packet.name}”`, id)
    const first = WAYS[number].formats[0]
    let format = first
    const text = element("textarea", {
      className: "pp-input pp-input-code pp-export-text",
      id: `${id}.text`,
      readOnly: true,
      spellcheck: false,
      autocomplete: "off",
    })
    const said = element("p", { className: "pp-state", attributes: { role: "status" } })

    function choose(one) {
      format = one
      text.value = one.form
        ? ProofpackPacket.toSupport(controller.schema, controller.packet, one.form)
        : ProofpackPacket[one.make](controller.schema, controller.packet)
      text.scrollTop = 0
      said.textContent = ""
    }

    const ways = WAYS.map(way =>
      element("fieldset", { className: "pp-formats" }, [
        element("legend", { textContent: way.name }),
        element("p", { className: "pp-note", textContent: way.about }),
        ...way.formats.map(one => formatChoice(one, id, one === first, choose)),
      ])
    )
    made.body.append(
      ...ways,
      element("label", { htmlFor: text.id, textContent: "The packet as it leaves" }),
      text
    )
    if (judged.open.length) {
      const words =
        judged.open.length === 1 ? "1 thing to look at" : `${judged.open.length} things to look at`
      made.body.append(
        element("details", {}, [
          element("summary", { textContent: `${words}, none of which holds the packet back` }),
          listed(controller, made.dialog, judged.open),
        ])
      )
    }
    made.body.append(
      said,
      actions([
        closing(made.dialog, "Close"),
        button("Download", () => {
          ProofpackControls.download(text.value, fileName(controller, format), format.type)
          said.textContent = `Downloaded as ${format.name}.`
        }),
        ...sharing(() => ({ title: controller.schema.title, text: text.value }), said),
        button(
          "Copy",
          () => {
            ProofpackControls.copy(text.value, worked => {
              said.textContent = worked
                ? `Copied as ${format.name}.`
                : "Not copied: the browser refused."
            })
          },
          "main"
        ),
      ])
    )
    choose(format)
  }

  // The system's own way to share, where there is one.
  function sharing(given, said) {
    if (!navigator.share) return []
    const share = button("Share…", () => {
      navigator.share(given()).then(
        () => (said.textContent = "Shared."),
        problem => {
          said.textContent = problem.name === "AbortError" ? "" : "Not shared: the system refused."
        }
      )
    })
    return [share]
  }

  // The checklists of which something is open, in words.
  function openItems(controller) {
    const progress = ProofpackPacket.progress(controller.schema, controller.packet)
    return controller.schema.parts
      .filter(part => part.kind === "checklist" && progress[part.id].done < progress[part.id].of)
      .map(part => {
        const { done, of } = progress[part.id]
        return `${part.title}: ${counted(of - done, "item")} of ${of} open`
      })
  }

  // One question, once: Enter goes on.
  function asking(controller, left, id, number) {
    const made = open(controller, "Hand it over with open checklists?", id)
    const go = button(
      "Go on",
      () => {
        controller.asked = true
        made.dialog.close()
        exporting(controller, number)
      },
      "main"
    )
    made.body.append(
      element(
        "ul",
        { className: "pp-dialog-list" },
        left.map(line => element("li", { textContent: line }))
      ),
      actions([closing(made.dialog, "Back to the worksheet"), go])
    )
    go.focus()
  }

  // Named after the incident and its first time. For support, no name holds what stays inside.
  function fileName(controller, format) {
    const { packet, schema } = controller
    const inside =
      format.form && internalTexts(schema, packet).some(text => packet.name.includes(text))
    const name = inside ? schema.id : packet.name
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
    const made = element(name, { textContent: text })
    made.dataset.heading = heading
    return made
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
        throw new Error(
          `This is a packet of ${other}; this is the worksheet ${controller.schema.id}.`
        )
      }
      const adopted = ProofpackPacket.adopt(controller.schema, raw)
      const secrets = ProofpackPacket.judge(
        controller.schema,
        adopted.packet,
        controller.rules
      ).filter(one => one.holds)
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

  function preview(controller, made, taken) {
    const differences = ProofpackPacket.difference(
      controller.schema,
      controller.packet,
      taken.packet
    )
    const count =
      differences.length === 1 ? "1 answer changes" : `${differences.length} answers change`
    const title = element("p", { tabIndex: -1, textContent: `“${taken.packet.name}”: ${count}.` })
    made.body.replaceChildren(title)
    taken.notes.forEach(note => {
      made.body.append(element("p", { className: "pp-note", textContent: note }))
    })
    if (differences.length) made.body.append(changes(controller, differences))
    made.body.append(
      actions([
        closing(made.dialog, "Cancel"),
        button("Keep both", () => {
          made.dialog.close()
          controller.add(taken.packet)
        }),
        button(
          "Replace this packet",
          () => {
            made.dialog.close()
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
    const made = open(controller, "Import a packet", id)
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
          if (made.dialog.open) preview(controller, made, packet)
        },
        problem => {
          const said = controller.rules.secrets.redact(problem.message) // it may repeat what stands there
          refuse((problem.line ? `Line ${problem.line}: ` : "") + said)
        }
      )
    }

    file.addEventListener("change", () => {
      const chosen = file.files[0]
      if (!chosen) return
      if (chosen.size > LARGEST_BYTES)
        return refuse("This file is larger than 2 MB. A packet is smaller.")
      chosen.text().then(
        content => {
          take(content, chosen.name)
        },
        () => {
          refuse("The browser could not read this file.")
        }
      )
    })
    made.body.append(
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
        closing(made.dialog, "Cancel"),
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
    const made = open(
      controller,
      "Forget everything on this device?",
      `${controller.bar.root.id}.forget`
    )
    const words =
      "All packets of all worksheets of this site are removed from this browser, in other tabs too. " +
      "This cannot be undone."
    const keep = closing(made.dialog, "Keep them")
    made.body.append(
      element("p", { textContent: words }),
      actions([
        keep,
        button(
          "Forget everything",
          () => {
            made.dialog.close()
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
    const made = open(controller, "Shortcuts", `${controller.bar.root.id}.keys`)
    const list = element("dl", { className: "pp-paste-facts" }, rows)
    made.body.append(list, actions([closing(made.dialog, "Close")]))
  }

  const { adopt, compile } = ProofpackPacket
  return {
    adopt,
    compile,
    calendar: ProofpackCalendar,
    exporting,
    forgetting,
    importing,
    shortcuts,
    waiting,
  }
})()
