/* The dialogs of a worksheet: handing a packet over, and taking one in. A classic script.

     ProofpackDialogs.exporting(controller) // formats to copy or download, or what an export waits for
     ProofpackDialogs.importing(controller)   // a file or a text, and what it would change
     ProofpackDialogs.copy(text, done)  // done(worked)

   A dialog is made when it opens and gone when it closes, with all that was pasted into it. */
const ProofpackDialogs = (() => {
  "use strict"

  const element = ProofpackControls.element
  const button = ProofpackControls.button
  const FORMATS = [
    { name: "Markdown", make: "toMarkdown", ending: "md", type: "text/markdown" },
    { name: "JSON", make: "toJSON", ending: "json", type: "application/json" },
    { name: "YAML", make: "toYAML", ending: "yaml", type: "application/yaml" },
  ]
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

  // Copies by the clipboard, or where a page may not use it, as a reader would by hand.
  function copy(text, done) {
    if (navigator.clipboard && navigator.clipboard.writeText) {
      navigator.clipboard.writeText(text).then(
        () => {
          done(true)
        },
        () => {
          done(byHand(text))
        }
      )
    } else done(byHand(text))
  }

  function byHand(text) {
    const before = document.activeElement
    const area = element("textarea", { className: "pp-unseen", value: text, readOnly: true })
    ;(document.querySelector("dialog[open]") || document.body).append(area)
    area.select()
    const worked = document.execCommand("copy")
    area.remove()
    if (before instanceof HTMLElement) before.focus()
    return worked
  }

  function download(text, name, type) {
    const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
    element("a", { href: address, download: name }).click()
    URL.revokeObjectURL(address)
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

  function formatChoice(one, i, id, choose) {
    const box = element("input", { type: "radio", name: `${id}.format`, id: `${id}.format-${i}` })
    box.autocomplete = "off"
    box.checked = i === 0
    box.addEventListener("change", () => {
      choose(one)
    })
    const label = element("label", { htmlFor: box.id, textContent: one.name })
    return element("div", { className: "pp-choice" }, [box, label])
  }

  function exporting(controller) {
    const id = `${controller.bar.root.id}.export`
    const judged = controller.judge()
    if (judged.holding.length) return waiting(controller, judged.holding, id)
    const made = open(controller, `Export “${controller.packet.name}”`, id)
    let format = FORMATS[0]
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
      text.value = ProofpackPacket[one.make](controller.schema, controller.packet)
      text.scrollTop = 0
      said.textContent = ""
    }

    const picks = element("fieldset", { className: "pp-formats" }, [
      element("legend", { textContent: "Format" }),
    ])
    FORMATS.forEach((one, i) => {
      picks.append(formatChoice(one, i, id, choose))
    })
    made.body.append(
      picks,
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
          download(text.value, fileName(controller, format.ending), format.type)
          said.textContent = `Downloaded as ${format.name}.`
        }),
        button(
          "Copy",
          () => {
            copy(text.value, worked => {
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

  function fileName(controller, ending) {
    const name = controller.packet.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/gu, "-")
      .replace(/^-+|-+$/gu, "")
    return `${[controller.schema.id].concat(name.slice(0, 60) || []).join("-")}.${ending}`
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
    const rows = differences.map(one => {
      const field = cell("th", "Field", one.label || one.at)
      field.scope = "row"
      return element("tr", {}, [
        field,
        cell("td", "Now", shown(one.now)),
        cell("td", "Then", shown(one.then)),
      ])
    })
    return element("div", { className: "pp-changes-box", tabIndex: 0 }, [
      element("table", { className: "pp-changes" }, [head, element("tbody", {}, rows)]),
    ])
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
      controller.take(content, name).then(
        taken => {
          if (made.dialog.open) preview(controller, made, taken)
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

  return { exporting, importing, waiting, copy, download }
})()
