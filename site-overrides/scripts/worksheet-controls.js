/* A native control for each type of answer. A classic script; it knows nothing of packets or
   storage.

     const control = ProofpackControls.make(field, options)
     control.root      // what is put on the page
     control.read()    // text, or a list of texts, as it was typed
     control.write(value)
     control.focus()
     ProofpackControls.copy(text, done)  // done(worked)
     ProofpackControls.download(text, name, type)

   options: {id, label, described: ids of help and findings, choices: nodes that label each choice,
   onInput, onSettle}. What a reader types is held in properties of controls, never in attributes or
   in the text of the page: nobody finds it in the source of the page. */
const ProofpackControls = (() => {
  "use strict"

  const PATTERNS = Object.assign({ "utc-time": ProofpackConstants.TIME }, ProofpackConstants.FORMS)
  // What is said of types that a browser has no control of its own for.
  const TITLES = {
    "utc-time": "A time in UTC: YYYY-MM-DDTHH:MM:SSZ",
    number: "Digits, with a point if need be",
  }
  const GROWS = typeof CSS !== "undefined" && CSS.supports("field-sizing", "content")

  // An element with properties, and what stands in it. `on` holds listeners, `attributes` the rest.
  function element(name, properties, children) {
    const made = document.createElement(name)
    const given = Object.assign({}, properties)
    const on = given.on || {}
    const attributes = given.attributes || {}
    delete given.on
    delete given.attributes
    Object.assign(made, given)
    Object.keys(attributes).forEach(key => {
      made.setAttribute(key, attributes[key])
    })
    Object.keys(on).forEach(key => {
      made.addEventListener(key, on[key])
    })
    ;(children || []).forEach(child => {
      made.append(child)
    })
    return made
  }

  function button(text, pressed, kind) {
    return element("button", {
      type: "button",
      className: kind ? `pp-button pp-button-${kind}` : "pp-button",
      textContent: text,
      on: { click: pressed },
    })
  }

  // Where the browser cannot size a field by its content, its height is set after the next frame,
  // so that no key press waits for it.
  function grow(area) {
    if (GROWS || area.ppWaits) return
    area.ppWaits = true
    requestAnimationFrame(() => {
      area.ppWaits = false
      area.style.height = "auto"
      area.style.height = `${area.scrollHeight + 2}px`
    })
  }

  function texts(field, options) {
    const code = field.type === "code"
    const long = code || field.type === "long-text" || field.type === "list"
    const box = element(long ? "textarea" : "input", {
      id: `${options.id}.input`,
      className: "pp-input",
    })
    if (long) box.rows = field.type === "code" ? 1 : 2
    else box.type = field.type === "date" || field.type === "url" ? field.type : "text"
    if (code || field.type === "utc-time") box.classList.add("pp-input-code")
    if (field.type === "number") box.inputMode = "decimal"
    if (TITLES[field.type]) {
      box.pattern = PATTERNS[field.type]
      box.title = TITLES[field.type]
    }
    dress(box, field, options)
    return box
  }

  // Browsers remember what is typed, and some send it away to check its spelling.
  function dress(box, field, options) {
    box.autocomplete = "off"
    box.setAttribute("autocapitalize", "off")
    box.setAttribute("aria-describedby", options.described)
    if (field.required) box.setAttribute("aria-required", "true")
    const plain = field.sensitivity === "public" && /^(?:text|long-text|list)$/u.test(field.type)
    box.spellcheck = plain
    if (!plain) box.setAttribute("autocorrect", "off")
    box.addEventListener("input", () => {
      if (box.localName === "textarea") grow(box)
      options.onInput()
    })
    box.addEventListener("paste", options.onPaste)
    const settle = afterPress(options.onSettle)
    box.addEventListener("change", settle)
    box.addEventListener("blur", settle)
  }

  // What is found beside a field moves what stands below. Where the field is left by pressing that, it is
  // shown when the press is over: else the pointer would come up beside what it went down on.
  let pressed = false
  addEventListener("pointerdown", () => (pressed = true), true)
  addEventListener("pointerup", () => (pressed = false), true)
  addEventListener("pointercancel", () => (pressed = false), true)

  function afterPress(action) {
    return () => {
      if (!pressed) action()
      else addEventListener("pointerup", () => setTimeout(action), { once: true })
    }
  }

  // A control for text. What an input would not hold as it is (lines in a text, words in a date) is
  // shown in a textarea, so that nothing is changed by being looked at.
  function textControl(field, options) {
    let box = texts(field, options)
    const root = element("div", { className: "pp-control" }, [box])
    const first = box

    function put(value) {
      box.value = value
      if (box.localName === "textarea") grow(box)
      return box.value === value
    }

    function swap(next) {
      if (next === box) return
      box.replaceWith(next)
      next.disabled = box.disabled
      box = next
    }

    /** @type {any} */
    let now = null
    if (field.type === "utc-time") {
      now = button("Now (UTC)", () => {
        put(`${new Date().toISOString().slice(0, 19)}Z`)
        options.onInput()
        options.onSettle()
      })
      now.setAttribute("aria-label", `Now (UTC): ${options.label}`)
      root.classList.add("pp-control-time")
      root.append(now)
    }
    return {
      root,
      read() {
        return field.type === "list" ? box.value.split(/\r\n?|\n/u) : box.value
      },
      write(value) {
        const text = Array.isArray(value) ? value.join("\n") : value || ""
        swap(first)
        if (!put(text) && first.localName === "input") {
          swap(texts(Object.assign({}, field, { type: "long-text" }), options))
          put(text)
        }
      },
      focus() {
        box.focus()
      },
      say(fault) {
        box.setCustomValidity(fault)
        if (fault) box.setAttribute("aria-invalid", "true")
        else box.removeAttribute("aria-invalid")
      },
      lock(locked) {
        box.disabled = locked
        if (now) now.disabled = locked
      },
    }
  }

  // --- choices -----------------------------------------------------------------------------------

  // One line of a choice: the native control, and its label. The value stays in a closure.
  function choice(one, several, options, id, name) {
    const box = element("input", {
      type: several ? "checkbox" : "radio",
      id,
      name,
      autocomplete: "off",
      on: { change: options.onChoose },
    })
    const label = element("label", { htmlFor: id }, one.label)
    return {
      value: one.id,
      box,
      line: element("div", { className: "pp-choice" }, [box, label]),
    }
  }

  /* Radios or checkboxes. `shown` are {id, label: [nodes]}; what is chosen and is none of them gets
     a line of its own, so that it is seen and can be taken away. */
  function choices(shown, several, options) {
    const list = element("div", { className: "pp-control pp-choose" })
    const clear = button(
      "Clear",
      () => {
        write([])
        options.onInput()
        options.onSettle()
        lines[0].box.focus()
      },
      "quiet"
    )
    const choosing = Object.assign({}, options, {
      onChoose() {
        refresh()
        options.onInput()
        options.onSettle()
      },
    })
    const lines = shown.map(one =>
      choice(one, several, choosing, `${options.id}--${one.id}`, options.id)
    )
    let strange = []
    clear.setAttribute("aria-label", `Clear: ${options.label}`)
    lines.forEach(line => {
      list.append(line.line)
    })
    if (!several) list.append(clear)

    function all() {
      return lines.concat(strange)
    }

    function read() {
      return all()
        .filter(one => one.box.checked)
        .map(one => one.value)
    }

    function refresh() {
      clear.hidden = read().length === 0
    }

    function write(values) {
      strange.forEach(one => {
        one.line.remove()
      })
      strange = values
        .filter(value => !lines.some(line => line.value === value))
        .map((value, number) => {
          const label = [`${value} `, element("em", { textContent: "(not a choice here)" })]
          const id = `${options.id}.strange-${number}`
          return choice({ id: value, label }, several, choosing, id, options.id)
        })
      strange.forEach(one => {
        list.insertBefore(one.line, clear.parentNode === list ? clear : null)
      })
      all().forEach(one => {
        one.box.checked = values.includes(one.value)
      })
      refresh()
    }

    refresh()
    return {
      root: list,
      lines,
      clear,
      read() {
        const chosen = read()
        return several ? chosen : chosen[0] || ""
      },
      write(value) {
        write(Array.isArray(value) ? value : value ? [value] : [])
      },
      focus() {
        const checked = all().find(one => one.box.checked)
        ;(checked || lines[0]).box.focus()
      },
      say() {},
      lock(locked) {
        all().forEach(one => {
          one.box.disabled = locked
        })
        clear.disabled = locked
      },
    }
  }

  function make(field, options) {
    if (field.type === "yes-no") {
      const answers = [
        { id: "yes", label: ["Yes"] },
        { id: "no", label: ["No"] },
      ]
      return choices(answers, false, options)
    }
    if (field.type === "choice" || field.type === "choices") {
      const shown = field.choices.map(one => ({
        id: one.id,
        label: options.choices[one.id] || [one.label],
      }))
      return choices(shown, field.type === "choices", options)
    }
    return textControl(field, options)
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

  return {
    make,
    choices,
    element,
    button,
    copy,
    download,
  }
})()
